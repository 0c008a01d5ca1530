//! Frozen weights of the linear models: pruned, rounded, and packed for look-up.
//!
//! A table has 2^bits slots; a feature key picks its slot by its upper bits. One bit per slot says whether it has
//! weights at all (most do not, and the bits stay in the processor's cache); the rank of the bit is the row.

use crate::bytes::{Reader, Writer};
use crate::error::{Error, ErrorKind};
use crate::limits::TABLE_BITS_MAX;

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
        out.number(u64::from(self.bits));
        out.number(self.sorted.len() as u64);
        let mut before = 0;
        for (row, &slot) in self.sorted.iter().enumerate() {
            let cells = &self.cells[self.starts[row] as usize..self.starts[row + 1] as usize];
            out.number(u64::from(slot - before));
            before = slot;
            out.number(cells.len() as u64);
            for &(class, weight) in cells {
                out.byte(class);
                out.signed(i64::from(weight));
            }
        }
    }

    /// Reads a table whose classes are all below `classes`.
    pub(crate) fn read(from: &mut Reader<'_>, classes: usize) -> Result<Table, Error> {
        let (bits, size) = head_of(from)?;
        let mut table = Table { bits, starts: vec![0], ..Table::default() };
        table.sorted.reserve(size);
        let mut slot = 0;
        for row in 0..size {
            slot = next_slot(from, slot, row, bits)?;
            table.sorted.push(slot);
            for _ in 0..from.number()? {
                let class = from.byte()?;
                if usize::from(class) >= classes {
                    return Err(Error::new(ErrorKind::Damaged("class out of range")));
                }
                table.cells.push((class, from.signed()? as i16));
            }
            table.starts.push(table.cells.len() as u32);
        }
        table.slots = Slots::new(bits, table.sorted.iter().copied());
        Ok(Table { sorted: Vec::new(), ..table })
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
        out.number(u64::from(self.bits));
        out.number(self.sorted.len() as u64);
        let mut before = 0;
        for (&slot, row) in self.sorted.iter().zip(&self.rows) {
            out.number(u64::from(slot - before));
            before = slot;
            row.iter().for_each(|&weight| out.signed(i64::from(weight)));
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Triples, Error> {
        let (bits, size) = head_of(from)?;
        let (mut sorted, mut rows) = (Vec::with_capacity(size), Vec::with_capacity(size));
        let mut slot = 0;
        for row in 0..size {
            slot = next_slot(from, slot, row, bits)?;
            sorted.push(slot);
            rows.push([from.signed()? as i16, from.signed()? as i16]);
        }
        Ok(Triples { bits, slots: Slots::new(bits, sorted.into_iter()), sorted: Vec::new(), rows })
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

fn head_of(from: &mut Reader<'_>) -> Result<(u32, usize), Error> {
    let bits = from.number()?;
    let size = from.number()?;
    if !(6..=u64::from(TABLE_BITS_MAX)).contains(&bits) || size > 1 << bits || size > from.left() as u64 {
        return Err(Error::new(ErrorKind::Damaged("table too large")));
    }
    Ok((bits as u32, size as usize))
}

fn next_slot(from: &mut Reader<'_>, before: u32, row: usize, bits: u32) -> Result<u32, Error> {
    let step = from.number()?;
    let slot = u64::from(before).saturating_add(step);
    if slot >= 1 << bits || (row > 0 && step == 0) {
        return Err(Error::new(ErrorKind::Damaged("slots out of order")));
    }
    Ok(slot as u32)
}
