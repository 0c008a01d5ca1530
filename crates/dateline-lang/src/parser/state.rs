//! The state of an arc-hybrid parse, its transitions, and what each would cost against a gold tree.

use crate::doc::Rel;

pub(super) const SHIFT: usize = 0;
pub(super) const LEFT: usize = 1;
pub(super) const RIGHT: usize = 2;

/// The dependants of a word found so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kids {
    /// Outermost and second outermost on the left, then on the right.
    pub(super) left: [u32; 2],
    pub(super) right: [u32; 2],
    /// How many on each side.
    pub(super) lefts: u16,
    pub(super) rights: u16,
    /// One bit per relation among them.
    pub(super) left_rels: u64,
    pub(super) right_rels: u64,
}

/// A parse in the making. Words are numbered from 0; `size` is the root, `size + 1` is "nothing there".
#[derive(Default)]
pub(super) struct State {
    size: u32,
    stack: Vec<u32>,
    front: u32,
    heads: Vec<u32>,
    rels: Vec<u8>,
    kids: Vec<Kids>,
}

impl State {
    pub(super) fn start(&mut self, size: usize) {
        self.size = size as u32;
        self.front = 0;
        self.stack.clear();
        let none = self.none();
        self.heads.clear();
        self.heads.resize(size + 2, none);
        self.rels.clear();
        self.rels.resize(size + 2, u8::MAX);
        let childless =
            Kids { left: [none; 2], right: [none; 2], lefts: 0, rights: 0, left_rels: 0, right_rels: 0 };
        self.kids.clear();
        self.kids.resize(size + 2, childless);
    }

    pub(super) fn none(&self) -> u32 {
        self.size + 1
    }

    pub(super) fn is_root(&self, node: u32) -> bool {
        node == self.size
    }

    /// The `depth`-th word of the stack from the top.
    #[inline]
    pub(super) fn stack(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(self.none(), |at| self.stack[at])
    }

    /// The word `ahead` places behind the front of the buffer.
    #[inline]
    pub(super) fn buffer(&self, ahead: u32) -> u32 {
        let at = self.front + ahead;
        if at <= self.size { at } else { self.none() }
    }

    #[inline]
    pub(super) fn kids(&self, node: u32) -> &Kids {
        &self.kids[node as usize]
    }

    /// The relation given to a node, as a number; 255 before it has one.
    #[inline]
    pub(super) fn rel(&self, node: u32) -> u64 {
        u64::from(self.rels[node as usize])
    }

    pub(super) fn done(&self) -> bool {
        self.front == self.size && self.stack.is_empty()
    }

    pub(super) fn may(&self, action: usize) -> bool {
        match action {
            SHIFT => self.front < self.size,
            LEFT => !self.stack.is_empty() && (self.front < self.size || self.stack.len() == 1),
            _ => self.stack.len() >= 2,
        }
    }

    /// Whether only one transition is allowed.
    pub(super) fn forced(&self) -> bool {
        self.stack.is_empty() || self.front == self.size
    }

    /// That transition.
    pub(super) fn only(&self) -> usize {
        match self.stack.len() {
            0 => SHIFT,
            1 => LEFT,
            _ => RIGHT,
        }
    }

    /// Head and dependant of the arc that a transition makes.
    pub(super) fn arc_of(&self, action: usize) -> Option<(u32, u32)> {
        match action {
            LEFT => Some((self.front, self.stack(0))),
            RIGHT => Some((self.stack(1), self.stack(0))),
            _ => None,
        }
    }

    pub(super) fn apply(&mut self, action: usize, rel: usize) {
        let Some((head, dependent)) = self.arc_of(action) else {
            self.stack.push(self.front);
            self.front += 1;
            return;
        };
        self.stack.pop();
        self.heads[dependent as usize] = head;
        self.rels[dependent as usize] = rel as u8;
        let kids = &mut self.kids[head as usize];
        if action == LEFT {
            kids.left = [dependent, kids.left[0]];
            kids.lefts = kids.lefts.saturating_add(1);
            kids.left_rels |= 1 << rel;
        } else {
            kids.right = [dependent, kids.right[0]];
            kids.rights = kids.rights.saturating_add(1);
            kids.right_rels |= 1 << rel;
        }
    }

    /// How many gold arcs each transition makes unreachable. `heads` has `size` for the root's dependant.
    pub(super) fn costs(&self, heads: &[u32]) -> [u32; 3] {
        let mut costs = [0; 3];
        let front = self.front;
        let is_ahead = |node: u32| node >= front;
        if front < self.size {
            let gold = heads[front as usize];
            let below = self.stack.len().saturating_sub(1);
            costs[SHIFT] += u32::from(self.stack[..below].contains(&gold));
            costs[SHIFT] += self.stack.iter().filter(|&&node| heads[node as usize] == front).count() as u32;
        }
        if let Some(&top) = self.stack.last() {
            let gold = heads[top as usize];
            let lost = (front..self.size).filter(|&node| heads[node as usize] == top).count() as u32;
            let under = self.stack(1);
            costs[LEFT] += lost + u32::from(gold != front && (is_ahead(gold) || gold == under));
            costs[RIGHT] += lost + u32::from(is_ahead(gold));
        }
        costs
    }

    pub(super) fn tree(&self) -> impl Iterator<Item = (Option<u32>, Rel)> + '_ {
        (0..self.size as usize).map(|node| {
            let head = self.heads[node];
            let rel = Rel::ALL.get(usize::from(self.rels[node])).copied().unwrap_or(Rel::Dep);
            if self.is_root(head) { (None, Rel::Root) } else { (Some(head), rel) }
        })
    }
}
