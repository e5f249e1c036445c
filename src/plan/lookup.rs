//! Which row has a code.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// The rows by their codes. The codes themselves stand in the rows, once, and are passed in.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    rows: HashTable<u32>,
    // Of this process: chosen codes cannot be made to collide. Nothing walks the table, so nothing else hangs on it.
    hasher: RandomState,
}

impl Lookup {
    /// Room for so many codes.
    pub(crate) fn with_capacity(capacity: usize) -> Lookup {
        Lookup { rows: HashTable::with_capacity(capacity), hasher: RandomState::new() }
    }

    /// The row with this code.
    pub(crate) fn find<'c>(&self, code: &str, code_at: impl Fn(u32) -> &'c str) -> Option<u32> {
        self.rows.find(self.hasher.hash_one(code), |at| code_at(*at) == code).copied()
    }

    /// Adds a row, unless one has its code already: that one is given back.
    pub(crate) fn insert<'c>(
        &mut self,
        code: &str,
        at: u32,
        code_at: impl Fn(u32) -> &'c str,
    ) -> Option<u32> {
        let Lookup { rows, hasher } = self;
        let same = |known: &u32| code_at(*known) == code;
        match rows.entry(hasher.hash_one(code), same, |at| hasher.hash_one(code_at(*at))) {
            Entry::Occupied(known) => Some(*known.get()),
            Entry::Vacant(place) => {
                place.insert(at);
                None
            }
        }
    }
}
