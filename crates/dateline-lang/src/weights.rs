//! Frozen weights of the linear models: pruned, rounded, and packed for look-up.
//!
//! A table has 2^bits slots; a feature key picks its slot by its upper bits. One bit per slot says whether it has
//! weights at all (most do not, and the bits stay in the processor's cache); the rank of the bit is the row.

use crate::bytes::{Reader, Writer};
use crate::error::{Error, ErrorKind};
use crate::limits::TABLE_BITS_MAX;
use crate::packing::{Numbers, put_numbers};

/// Anything that scores classes for a set of feature keys: weights in training, and frozen ones.
pub(crate) trait Weights {
    /// Adds the weights of all `keys` to `scores`, one per class.
    fn add(&self, keys: &[u32], scores: &mut [f32]);
}

/// Which slots have a row, and which row.
#[derive(Clone, Debug, Default)]
struct Slots {
    shift: u32,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    mask: u64,
    before: u32,
}

impl Slots {
    fn new(bits: u32, sorted: impl Iterator<Item = u32>) -> Slots {
        let mut blocks = vec![Block::default(); 1 << bits.saturating_sub(6)];
        for slot in sorted {
            blocks[(slot >> 6) as usize].mask |= 1 << (slot & 63);
        }
        Slots::of(bits, blocks)
    }

    /// Blocks whose masks are known.
    fn of(bits: u32, mut blocks: Vec<Block>) -> Slots {
        let mut before = 0;
        for block in &mut blocks {
            block.before = before;
            before += block.mask.count_ones();
        }
        Slots { shift: 32 - bits, blocks }
    }

    #[inline(always)]
    fn row(&self, key: u32) -> Option<usize> {
        let slot = key >> self.shift;
        let block = self.blocks[(slot >> 6) as usize];
        let bit = 1u64 << (slot & 63);
        (block.mask & bit != 0).then(|| (block.before + (block.mask & (bit - 1)).count_ones()) as usize)
    }
}

/// One weight of one class, as training leaves it.
pub(crate) type Cell = (u8, i16);

/// Weights of many classes, most of them absent in any row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    bits: u32,
    sorted: Vec<u32>,
    slots: Slots,
    starts: Vec<u32>,
    cells: Vec<Cell>,
}

impl Table {
    /// A table of rows sorted by slot.
    pub(crate) fn new(bits: u32, rows: Vec<(u32, Vec<Cell>)>) -> Table {
        let sorted: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let mut starts = vec![0];
        let mut cells = Vec::new();
        for (_, row) in rows {
            cells.extend(row);
            starts.push(cells.len() as u32);
        }
        Table { bits, slots: Slots::new(bits, sorted.iter().copied()), sorted, starts, cells }
    }

    /// Number of weights.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        put_slots(out, self.bits, &self.sorted);
        let counts: Vec<u32> = self.starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        put_numbers(out, &counts);
        put_numbers(out, &self.cells.iter().map(|cell| u32::from(cell.0)).collect::<Vec<_>>());
        put_numbers(out, &self.cells.iter().map(|cell| folded(cell.1)).collect::<Vec<_>>());
    }

    /// Reads a table whose classes are all below `classes`.
    pub(crate) fn read(from: &mut Reader<'_>, classes: usize) -> Result<Table, Error> {
        let (bits, slots, rows) = slots_of(from)?;
        let (mut counts, mut kinds, mut weights) =
            (Numbers::take(from)?, Numbers::take(from)?, Numbers::take(from)?);
        if counts.len() != rows || kinds.len() != weights.len() {
            return Err(damaged("rows and weights of other numbers"));
        }
        let size = kinds.len();
        let (mut starts, mut cells) = (Vec::with_capacity(rows + 1), Vec::with_capacity(size));
        let mut end = 0usize;
        starts.push(0);
        for _ in 0..rows {
            end = end.saturating_add(counts.next()? as usize);
            starts.push(end.min(size) as u32);
        }
        for _ in 0..size {
            let class = kinds.next()?;
            if class as usize >= classes {
                return Err(damaged("class out of range"));
            }
            cells.push((class as u8, unfolded(weights.next()?)));
        }
        if end == size {
            Ok(Table { bits, slots, starts, cells, sorted: Vec::new() })
        } else {
            Err(damaged("rows and weights of other numbers"))
        }
    }
}

impl Weights for Table {
    fn add(&self, keys: &[u32], scores: &mut [f32]) {
        for &key in keys {
            if let Some(row) = self.slots.row(key) {
                for &(class, weight) in &self.cells[self.starts[row] as usize..self.starts[row + 1] as usize]
                {
                    scores[usize::from(class)] += f32::from(weight);
                }
            }
        }
    }
}

/// Weights of three classes, the first of which is the measure of the others and has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Triples {
    bits: u32,
    sorted: Vec<u32>,
    slots: Slots,
    rows: Vec<[i16; 2]>,
}

impl Triples {
    /// A table of rows sorted by slot.
    pub(crate) fn new(bits: u32, rows: Vec<(u32, [i16; 2])>) -> Triples {
        let sorted: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let slots = Slots::new(bits, sorted.iter().copied());
        Triples { bits, slots, sorted, rows: rows.into_iter().map(|row| row.1).collect() }
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        put_slots(out, self.bits, &self.sorted);
        for class in 0..2 {
            put_numbers(out, &self.rows.iter().map(|row| folded(row[class])).collect::<Vec<_>>());
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Triples, Error> {
        let (bits, slots, size) = slots_of(from)?;
        let (mut second, mut third) = (Numbers::take(from)?, Numbers::take(from)?);
        if second.len() != size || third.len() != size {
            return Err(damaged("rows and weights of other numbers"));
        }
        let mut rows = Vec::with_capacity(size);
        for _ in 0..size {
            rows.push([unfolded(second.next()?), unfolded(third.next()?)]);
        }
        Ok(Triples { bits, slots, sorted: Vec::new(), rows })
    }
}

impl Weights for Triples {
    fn add(&self, keys: &[u32], scores: &mut [f32]) {
        let mut sum = [0i32; 2];
        for &key in keys {
            if let Some(row) = self.slots.row(key) {
                let weights = self.rows[row];
                sum[0] += i32::from(weights[0]);
                sum[1] += i32::from(weights[1]);
            }
        }
        scores[1] += sum[0] as f32;
        scores[2] += sum[1] as f32;
    }
}

/// The slots that have a row, in order, as steps from one to the next.
fn put_slots(out: &mut Writer, bits: u32, sorted: &[u32]) {
    out.number(u64::from(bits));
    let before = std::iter::once(0).chain(sorted.iter().copied());
    put_numbers(out, &sorted.iter().zip(before).map(|(slot, before)| slot - before).collect::<Vec<_>>());
}

/// The bits of a table, its slots, and how many of them have a row.
fn slots_of(from: &mut Reader<'_>) -> Result<(u32, Slots, usize), Error> {
    let bits = from.number()?;
    if !(6..=u64::from(TABLE_BITS_MAX)).contains(&bits) {
        return Err(damaged("table too large"));
    }
    let mut steps = Numbers::take(from)?;
    let rows = steps.len();
    let mut blocks = vec![Block::default(); 1 << (bits - 6)];
    let mut slot = 0u64;
    for row in 0..rows {
        let step = steps.next()?;
        slot += u64::from(step);
        if slot >= 1 << bits || (row > 0 && step == 0) {
            return Err(damaged("slots out of order"));
        }
        blocks[(slot >> 6) as usize].mask |= 1 << (slot & 63);
    }
    Ok((bits as u32, Slots::of(bits as u32, blocks), rows))
}

/// A weight as a number that is small where the weight is near 0.
fn folded(weight: i16) -> u32 {
    let wide = i32::from(weight);
    (wide << 1 ^ wide >> 31) as u32
}

fn unfolded(number: u32) -> i16 {
    ((number >> 1) as i32 ^ -((number & 1) as i32)) as i16
}

fn damaged(what: &'static str) -> Error {
    Error::new(ErrorKind::Damaged(what))
}
