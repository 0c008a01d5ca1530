//! Long lists of small numbers in few bytes: canonical Huffman codes, so that the model file is half as large.
//!
//! A list is its length, the lengths of the codes of 0 to 254 and of the mark for what is larger, half a byte each, the
//! codes as bits, and the larger numbers after them. Codes have at most fifteen bits, so that one look-up decodes one.

use crate::bytes::{Reader, Writer};
use crate::error::{Error, ErrorKind};

/// Numbers with a code of their own, and the mark for the others.
const SYMBOLS: usize = 256;
const LARGER: usize = SYMBOLS - 1;
/// Bits of the longest code.
const LONGEST: u32 = 15;

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
    out.number(bits.len() as u64);
    out.0.extend_from_slice(&bits);
    numbers.iter().filter(|&&number| symbol(number) == LARGER).for_each(|&n| out.number(u64::from(n)));
}

/// Reads a list.
pub(crate) fn numbers_of(from: &mut Reader<'_>) -> Result<Vec<u32>, Error> {
    let damaged = || Error::new(ErrorKind::Damaged("packed numbers"));
    let size = from.number()?;
    let lengths: Vec<u8> = from.take(SYMBOLS / 2)?.iter().flat_map(|&pair| [pair & 15, pair >> 4]).collect();
    let lengths: [u8; SYMBOLS] = lengths.try_into().map_err(|_| damaged())?;
    let room: u32 =
        lengths.iter().filter(|&&length| length > 0).map(|&length| 1 << (LONGEST - u32::from(length))).sum();
    let bytes = from.number()?;
    // Every number takes at least one bit, so a damaged length cannot ask for more memory than the file is worth.
    if room > 1 << LONGEST || size > bytes.saturating_mul(8) {
        return Err(damaged());
    }
    let bytes = from.take(usize::try_from(bytes).map_err(|_| damaged())?)?;
    let mut table = vec![(0u8, 0u8); 1 << LONGEST];
    for (symbol, (code, length)) in codes_of(&lengths).into_iter().enumerate().filter(|code| code.1.1 > 0) {
        for slot in table.iter_mut().skip(code as usize).step_by(1 << length) {
            *slot = (symbol as u8, length as u8);
        }
    }
    let mut numbers = Vec::with_capacity(size as usize);
    let (mut buffer, mut filled, mut next) = (0u64, 0u32, bytes.iter());
    for _ in 0..size {
        while filled < LONGEST
            && let Some(&byte) = next.next()
        {
            buffer |= u64::from(byte) << filled;
            filled += 8;
        }
        let (symbol, length) = table[(buffer & ((1 << LONGEST) - 1)) as usize];
        if length == 0 || u32::from(length) > filled {
            return Err(damaged());
        }
        buffer >>= length;
        filled -= u32::from(length);
        numbers.push(u32::from(symbol));
    }
    for number in numbers.iter_mut().filter(|number| **number as usize == LARGER) {
        *number = u32::try_from(from.number()?).map_err(|_| damaged())?;
    }
    Ok(numbers)
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
            prop_assert_eq!(numbers_of(&mut from).expect("own bytes"), numbers);
            prop_assert!(from.0.is_empty());
        }

        #[test]
        fn damaged_bytes_are_refused_or_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = numbers_of(&mut Reader(&bytes));
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
