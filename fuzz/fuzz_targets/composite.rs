//! Text as a definition of a composite index.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::composite::Definition;

fuzz_target!(|text: &str| {
    let _ = Definition::from_json(text);
});
