//! Hashes of words and of feature templates.
//!
//! Every feature of the linear models is a 32-bit key, mixed from 64-bit hashes ("atoms") of the things it
//! joins. Keys are the same on every machine: nothing here depends on pointer size, byte order or a random seed.

const MIX_A: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX_B: u64 = 0xbf58_476d_1ce4_e5b9;
const MIX_C: u64 = 0x94d0_49bb_1331_11eb;

/// Spreads a small number over 64 bits (the finaliser of SplitMix64).
pub(crate) const fn of_number(number: u64) -> u64 {
    let mut z = number.wrapping_add(MIX_A);
    z = (z ^ (z >> 30)).wrapping_mul(MIX_B);
    z = (z ^ (z >> 27)).wrapping_mul(MIX_C);
    z ^ (z >> 31)
}

/// The hash of a run of characters, built one character at a time.
#[derive(Clone, Copy)]
pub(crate) struct Rolling(u64);

impl Rolling {
    pub(crate) const fn new(seed: u64) -> Rolling {
        Rolling(of_number(seed))
    }

    pub(crate) fn push(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(c as u32)).wrapping_mul(MIX_B).rotate_left(29);
    }

    pub(crate) fn finish(self) -> u64 {
        let z = (self.0 ^ (self.0 >> 32)).wrapping_mul(MIX_C);
        z ^ (z >> 29)
    }
}

/// For maps whose keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AsItIs(u64);

impl std::hash::Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = of_number(self.0 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map by hashes.
pub(crate) type ByHash<V> = std::collections::HashMap<u64, V, std::hash::BuildHasherDefault<AsItIs>>;

/// Collects the keys of one decision; the number of the template is the order of the calls.
pub(crate) struct Keys<'k> {
    out: &'k mut Vec<u32>,
    template: u64,
}

impl<'k> Keys<'k> {
    pub(crate) fn new(out: &'k mut Vec<u32>) -> Keys<'k> {
        out.clear();
        Keys { out, template: 0 }
    }

    #[inline(always)]
    fn put(&mut self, mixed: u64) {
        self.out.push((mixed.wrapping_mul(MIX_C) >> 32) as u32);
    }

    #[inline(always)]
    fn seed(&mut self) -> u64 {
        self.template += 1;
        self.template.wrapping_mul(MIX_A)
    }

    #[inline(always)]
    pub(crate) fn one(&mut self, a: u64) {
        let h = (self.seed() ^ a).wrapping_mul(MIX_B);
        self.put(h ^ (h >> 31));
    }

    #[inline(always)]
    pub(crate) fn two(&mut self, a: u64, b: u64) {
        let h = (self.seed() ^ a).wrapping_mul(MIX_B);
        let h = (h ^ (h >> 31) ^ b).wrapping_mul(MIX_A);
        self.put(h ^ (h >> 31));
    }

    #[inline(always)]
    pub(crate) fn three(&mut self, a: u64, b: u64, c: u64) {
        let h = (self.seed() ^ a).wrapping_mul(MIX_B);
        let h = (h ^ (h >> 31) ^ b).wrapping_mul(MIX_A);
        let h = (h ^ (h >> 31) ^ c).wrapping_mul(MIX_B);
        self.put(h ^ (h >> 31));
    }

    #[inline(always)]
    pub(crate) fn four(&mut self, a: u64, b: u64, c: u64, d: u64) {
        let h = (self.seed() ^ a).wrapping_mul(MIX_B);
        let h = (h ^ (h >> 31) ^ b).wrapping_mul(MIX_A);
        let h = (h ^ (h >> 31) ^ c).wrapping_mul(MIX_B);
        let h = (h ^ (h >> 31) ^ d).wrapping_mul(MIX_A);
        self.put(h ^ (h >> 31));
    }
}

/// A small pseudo-random generator (xorshift64*), so that training is the same everywhere.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Rng {
        Rng(of_number(seed) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
