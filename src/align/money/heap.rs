//! Money that goes the same way, added up before it is divided.

use crate::number::Exact;
use crate::plan::ProgramClass;

use super::super::ascent::Ascent;
use super::Remainder;

/// Amounts of one class that go to one reach.
#[derive(Clone, Debug, Default)]
pub(super) struct Heap {
    pub(super) sum: Exact,
    pub(super) count: usize,
}

/// One heap for each class and reach, used again for every purse.
pub(super) struct Heaps {
    heaps: Vec<[Heap; 3]>,
    /// The reaches that have a heap.
    used: Vec<usize>,
}

const CLASSES: [ProgramClass; 3] = [ProgramClass::Delivery, ProgramClass::Supporting, ProgramClass::Mandated];

impl Heaps {
    pub(super) fn of(ascent: &Ascent) -> Heaps {
        Heaps { heaps: vec![Default::default(); ascent.reaches().len()], used: Vec::new() }
    }

    pub(super) fn add(&mut self, reach: u32, class: ProgramClass, part: &Remainder) {
        let at = reach as usize;
        let Some(heaps) = self.heaps.get_mut(at) else { return };
        if heaps.iter().all(|heap| heap.count == 0) {
            self.used.push(at);
        }
        let heap = heaps.iter_mut().zip(CLASSES).find(|(_, own)| *own == class);
        heap.into_iter().for_each(|(heap, _)| {
            heap.sum = super::remainder::sum(&heap.sum, &part.amount);
            heap.count += 1;
        });
    }

    /// Gives every heap away, and starts anew.
    pub(super) fn clear(&mut self, mut take: impl FnMut(usize, ProgramClass, Heap)) {
        for at in self.used.drain(..) {
            let heaps = self.heaps.get_mut(at).map(std::mem::take).unwrap_or_default();
            let filled = heaps.into_iter().zip(CLASSES).filter(|(heap, _)| heap.count > 0);
            filled.for_each(|(heap, class)| take(at, class, heap));
        }
    }
}
