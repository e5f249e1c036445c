//! Text as a policy: what is one is written, and reads again as the same policy.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::policy::{Policy, Registry};

fuzz_target!(|text: &str| match Policy::from_json(text, &Registry::default()) {
    Ok(policy) => {
        let written = policy.to_json();
        assert_eq!(Policy::from_json(&written, &Registry::default()).as_ref(), Ok(&policy), "{written}");
    }
    Err(error) => assert!(!error.findings().is_empty()),
});
