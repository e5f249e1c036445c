//! Plans with the shape of real ones, of any size.

use std::fmt::Write as _;

/// A plan of this many elements with the shape of real ones: a spine of intents, programmes that serve one or
/// two objectives, activities and sub-activities with indicators and five years of money.
pub(crate) fn file(size: usize) -> String {
    let mut out = String::from(
        "{\"renstra\":1,\"document\":{\"code\":\"BENCH\",\"title\":\"generated\",\"numbers\":\"comma\",\"currency\":\"IDR\",\"horizon\":{\"from\":\"2025\",\"to\":\"2030\"}},\"elements\":[{\"kind\":\"vision\",\"code\":\"V\",\"title\":\"Terwujudnya pemerintahan yang melayani\"}",
    );
    let mut rest = size.saturating_sub(1);
    let missions = 4.min(rest);
    for m in 0..missions {
        let _ = write!(
            out,
            ",{{\"kind\":\"mission\",\"code\":\"M{m}\",\"title\":\"Misi {m}\",\"under\":\"V\",\"weight\":\"{}\"}}",
            m + 1
        );
    }
    rest -= missions;
    let objectives = (size / 100).max(4).min(rest);
    for o in 0..objectives {
        let _ = write!(
            out,
            ",{{\"kind\":\"objective\",\"code\":\"S{o}\",\"title\":\"Meningkatnya kualitas layanan {o}\",\"under\":\"M{}\",\"indicators\":[{}]}}",
            o % missions.max(1),
            indicator(o)
        );
    }
    rest -= objectives;
    let (mut program, mut activity) = (0, 0);
    for i in 0..rest {
        match i % 20 {
            0 => {
                program = i;
                let (a, b) = (i % objectives, (i * 7 + 1) % objectives);
                let second =
                    if a == b { String::new() } else { format!(",{{\"to\":\"S{b}\",\"share\":\"40%\"}}") };
                let _ = write!(
                    out,
                    ",{{\"kind\":\"program\",\"code\":\"P{i}\",\"title\":\"Program pemenuhan upaya {i}\",\"serves\":[{{\"to\":\"S{a}\",\"share\":\"60%\"}}{second}],\"indicators\":[{}]}}",
                    indicator(i)
                );
            }
            n if n % 4 == 1 => {
                activity = i;
                let _ = write!(
                    out,
                    ",{{\"kind\":\"activity\",\"code\":\"K{i}\",\"title\":\"Penyediaan layanan kesehatan {i}\",\"under\":\"P{program}\",\"indicators\":[{}]}}",
                    indicator(i)
                );
            }
            _ => {
                let _ = write!(
                    out,
                    ",{{\"kind\":\"sub-activity\",\"code\":\"B{i}\",\"title\":\"Pengelolaan pelayanan kesehatan dasar {i}\",\"under\":\"K{activity}\",\"indicators\":[{}],\"budget\":[{{\"amounts\":{{\"2026\":\"1.{:03}.000\",\"2027\":\"1.{:03}.500\",\"2028\":\"1.200.000\",\"2029\":\"1.300.000\",\"2030\":\"1.400.000\"}}}}]}}",
                    indicator(i),
                    i % 1000,
                    (i * 3) % 1000,
                );
            }
        }
    }
    out.push_str("]}");
    out
}

fn indicator(i: usize) -> String {
    let base = 40 + i % 50;
    format!(
        "{{\"name\":\"Persentase layanan sesuai standar {i}\",\"unit\":\"%\",\"direction\":\"{}\",\"baseline\":{{\"2024\":\"{base},5\"}},\"targets\":{{\"2026\":\"{},25\",\"2027\":\"{},5\",\"2028\":\"{}\",\"2029\":\"{}\",\"2030\":\"{}\"}},\"actuals\":{{\"2026\":\"{},75\"}}}}",
        if i % 5 == 0 { "lower" } else { "higher" },
        base + 1,
        base + 2,
        base + 3,
        base + 4,
        base + 5,
        base + i % 3,
    )
}
