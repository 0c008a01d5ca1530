//! Long lists of small numbers in few bytes: canonical Huffman codes, so that the model file is half as large.
//!
//! A list is its length, the lengths of the codes of 0 to 254 and of the mark for what is larger, half a byte each, the
//! bytes of the two parts that follow, the codes as bits, and the larger numbers. Codes have at most twelve bits, so that
//! one look-up in a small table decodes one.

use crate::bytes::{Reader, Writer};
use crate::error::{Error, ErrorKind};

/// Numbers with a code of their own, and the mark for the others.
const SYMBOLS: usize = 256;
const LARGER: usize = SYMBOLS - 1;
/// Bits of the longest code.
const LONGEST: u32 = 12;

/// Writes a list.
pub(crate) fn put_numbers(out: &mut Writer, numbers: &[u32]) {
    let symbol = |number: u32| (number as usize).min(LARGER);
    let mut counts = [0u64; SYMBOLS];
    numbers.iter().for_each(|&number| counts[symbol(number)] += 1);
    let lengths = lengths_of(counts);
    let codes = codes_of(&lengths);
    let mut bits = Vec::new();
    let (mut buffer, mut filled) = (0u64, 0);
    for &number in numbers {
        let (code, length) = codes[symbol(number)];
        buffer |= u64::from(code) << filled;
        filled += length;
        while filled >= 8 {
            bits.push(buffer as u8);
            buffer >>= 8;
            filled -= 8;
        }
    }
    if filled > 0 {
        bits.push(buffer as u8);
    }
    out.number(numbers.len() as u64);
    lengths.chunks(2).for_each(|pair| out.byte(pair[0] | pair[1] << 4));
    let mut larger = Writer::default();
    numbers.iter().filter(|&&number| symbol(number) == LARGER).for_each(|&n| larger.number(u64::from(n)));
    out.number(bits.len() as u64);
    out.number(larger.0.len() as u64);
    out.0.extend_from_slice(&bits);
    out.0.extend_from_slice(&larger.0);
}

/// A packed list, read from its front.
pub(crate) struct Numbers<'b> {
    /// Numbers that are still to come.
    left: usize,
    /// Symbol and length of the code that some bits begin with; length 0 for bits that begin with none.
    codes: Vec<(u8, u8)>,
    bytes: &'b [u8],
    buffer: u64,
    filled: u32,
    larger: Reader<'b>,
}

fn damaged() -> Error {
    Error::new(ErrorKind::Damaged("packed numbers"))
}

impl<'b> Numbers<'b> {
    /// Takes a list off the front of `from`, without decoding it yet.
    pub(crate) fn take(from: &mut Reader<'b>) -> Result<Numbers<'b>, Error> {
        let size = from.number()?;
        let mut lengths = [0; SYMBOLS];
        for (pair, packed) in lengths.chunks_mut(2).zip(from.take(SYMBOLS / 2)?) {
            pair.copy_from_slice(&[packed & 15, packed >> 4]);
        }
        let used = || lengths.iter().map(|&length| u32::from(length)).filter(|&length| length > 0);
        if used().any(|length| length > LONGEST)
            || used().map(|length| 1 << (LONGEST - length)).sum::<u32>() > 1 << LONGEST
        {
            return Err(damaged());
        }
        let (bytes, larger) = (from.number()?, from.number()?);
        // Every number takes at least one bit, so a damaged size cannot ask for more memory than the file is worth.
        if size > bytes.saturating_mul(8) {
            return Err(damaged());
        }
        let mut part = |size: u64| from.take(usize::try_from(size).map_err(|_| damaged())?);
        let (bytes, larger) = (part(bytes)?, Reader(part(larger)?));
        let mut codes = vec![(0u8, 0u8); 1 << LONGEST];
        for (symbol, (code, length)) in codes_of(&lengths).into_iter().enumerate().filter(|code| code.1.1 > 0)
        {
            for slot in codes.iter_mut().skip(code as usize).step_by(1 << length) {
                *slot = (symbol as u8, length as u8);
            }
        }
        Ok(Numbers { left: size as usize, codes, bytes, buffer: 0, filled: 0, larger })
    }

    /// How many numbers are still to come.
    pub(crate) fn len(&self) -> usize {
        self.left
    }

    /// The next number; an error where there is none.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<u32, Error> {
        self.left = self.left.checked_sub(1).ok_or_else(damaged)?;
        if self.filled < LONGEST {
            self.fill();
        }
        let (symbol, length) = self.codes[(self.buffer & ((1 << LONGEST) - 1)) as usize];
        if length == 0 || u32::from(length) > self.filled {
            return Err(damaged());
        }
        self.buffer >>= length;
        self.filled -= u32::from(length);
        if usize::from(symbol) == LARGER {
            return u32::try_from(self.larger.number()?).map_err(|_| damaged());
        }
        Ok(u32::from(symbol))
    }

    /// Moves whole bytes into the buffer: eight at a time, of which as many are counted as there was room for.
    #[inline]
    fn fill(&mut self) {
        if let Some(&word) = self.bytes.first_chunk::<8>() {
            self.buffer |= u64::from_le_bytes(word) << self.filled;
            let room = (63 - self.filled) / 8;
            self.bytes = &self.bytes[room as usize..];
            self.filled += room * 8;
            return;
        }
        while let (true, Some((&byte, rest))) = (self.filled <= 56, self.bytes.split_first()) {
            self.buffer |= u64::from(byte) << self.filled;
            self.bytes = rest;
            self.filled += 8;
        }
    }
}

/// Code lengths for these counts, none longer than [`LONGEST`]; 0 for what does not occur.
fn lengths_of(mut counts: [u64; SYMBOLS]) -> [u8; SYMBOLS] {
    loop {
        let lengths = huffman(&counts);
        if lengths.iter().all(|&length| u32::from(length) <= LONGEST) {
            return lengths;
        }
        // Flatter counts give shorter codes.
        counts.iter_mut().filter(|count| **count > 0).for_each(|count| *count = *count / 2 + 1);
    }
}

/// Code lengths of least total size; of equal counts the smaller symbols are joined first.
fn huffman(counts: &[u64; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut lengths = [0u8; SYMBOLS];
    let mut groups: Vec<(u64, Vec<usize>)> = (0..SYMBOLS)
        .filter(|&symbol| counts[symbol] > 0)
        .map(|symbol| (counts[symbol], vec![symbol]))
        .collect();
    if let [(_, only)] = groups.as_slice() {
        lengths[only[0]] = 1;
    }
    while groups.len() > 1 {
        // Largest last, so that the two smallest can be taken from the end.
        groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.1.cmp(&a.1)));
        let (Some(a), Some(b)) = (groups.pop(), groups.pop()) else { break };
        let joined: Vec<usize> = a.1.into_iter().chain(b.1).collect();
        joined.iter().for_each(|&symbol| lengths[symbol] += 1);
        groups.push((a.0 + b.0, joined));
    }
    lengths
}

/// The canonical codes of these lengths, lowest bit first, with their lengths.
fn codes_of(lengths: &[u8; SYMBOLS]) -> [(u32, u32); SYMBOLS] {
    let mut codes = [(0, 0); SYMBOLS];
    let mut code = 0u32;
    for length in 1..=LONGEST {
        for (symbol, _) in lengths.iter().enumerate().filter(|(_, of)| u32::from(**of) == length) {
            codes[symbol] = (code.reverse_bits() >> (32 - length), length);
            code += 1;
        }
        code <<= 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(numbers: &[u32]) -> Vec<u8> {
        let mut out = Writer::default();
        put_numbers(&mut out, numbers);
        out.0
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(numbers in proptest::collection::vec(prop_oneof![0u32..6, 0u32..300, any::<u32>()], 0..500)) {
            let bytes = packed(&numbers);
            let mut from = Reader(&bytes);
            let mut list = Numbers::take(&mut from).expect("own bytes");
            prop_assert!(from.0.is_empty());
            prop_assert_eq!(list.len(), numbers.len());
            for number in numbers {
                prop_assert_eq!(list.next().expect("own bytes"), number);
            }
            prop_assert!(list.next().is_err());
        }

        #[test]
        fn damaged_bytes_are_refused_or_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(mut list) = Numbers::take(&mut Reader(&bytes)) {
                prop_assert!(list.len() <= bytes.len() * 8);
                while list.next().is_ok() {}
            }
        }
    }

    #[test]
    fn codes_stay_short_however_uneven_the_counts() {
        let mut counts = [0; SYMBOLS];
        let (mut a, mut b) = (1u64, 1);
        for count in counts.iter_mut().take(60) {
            *count = a;
            (a, b) = (b, a + b);
        }
        assert!(lengths_of(counts).iter().all(|&length| u32::from(length) <= LONGEST));
    }

    #[test]
    fn frequent_numbers_take_less_than_a_byte() {
        let numbers: Vec<u32> = (0..8000).map(|n| if n % 8 == 0 { n % 50 } else { 1 }).collect();
        assert!(packed(&numbers).len() < 3000);
    }
}
