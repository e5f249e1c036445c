//! Text as a classification code: what is one covers itself, and its parents cover it.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::finding::Lang;
use renstra::plan::ClassCode;

fuzz_target!(|text: &str| match text.parse::<ClassCode>() {
    Ok(code) => {
        assert_eq!(code.to_string().parse().as_ref(), Ok(&code));
        let above = std::iter::successors(Some(code.clone()), ClassCode::parent);
        for parent in above {
            assert!(parent.covers(&code));
        }
    }
    Err(error) => assert_ne!(error.message(Lang::En), error.message(Lang::Id)),
});
