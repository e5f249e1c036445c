//! Bytes as a plan: what is read is checked; what is a plan is written, and reads again as the same bytes.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::finding::Lang;
use renstra::format::{PlanError, read_plan, write};

fuzz_target!(|bytes: &[u8]| match read_plan(bytes) {
    Ok(plan) => {
        let text = write(&plan);
        let again = match read_plan(text.as_bytes()) {
            Ok(again) => again,
            Err(error) => panic!("{error}\n{text}"),
        };
        assert_eq!(write(&again), text);
        assert_eq!(again.fingerprint(), plan.fingerprint());
        for finding in plan.findings() {
            let _ = (finding.message(Lang::Id), finding.help(Lang::En));
        }
    }
    Err(PlanError::Faults(faults)) => assert!(faults.faults().next().is_some() || faults.left_out() > 0),
    Err(error) => assert!(!error.message(Lang::Id).is_empty()),
});
