//! Text as a period: what is one prints as one that is equal, and holds its own first and last day.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::period::{Calendar, Period, PeriodKind};

fuzz_target!(|input: (u8, &str)| {
    let calendar = Calendar::starting(input.0 % 12 + 1).unwrap_or_default();
    let Ok(period) = Period::parse(input.1, calendar) else { return };
    assert_eq!(period.to_string().parse(), Ok(period));
    assert!(period.start() <= period.end() && period.days() > 0);
    if let Some(next) = period.next() {
        assert!(period < next && !period.overlaps(next));
    }
    for kind in [PeriodKind::Half, PeriodKind::Quarter, PeriodKind::Month] {
        for part in period.divided(kind) {
            assert!(period.contains(part));
        }
    }
});
