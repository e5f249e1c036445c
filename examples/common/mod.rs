//! What the command-line examples share: options, languages, exit codes.
#![allow(dead_code, reason = "each example uses a part of it")]

use std::error::Error;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use renstra::finding::Lang;

/// How the result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Output {
    #[default]
    Text,
    Json,
}

/// The options of every example.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) output: Output,
    pub(crate) lang: Lang,
    pub(crate) explain: Option<String>,
    pub(crate) out: Option<String>,
    pub(crate) robust: Option<String>,
    pub(crate) verify: Option<String>,
    /// What is no option, in order.
    pub(crate) rest: Vec<String>,
}

/// Reads the options, runs, and turns an error into a message and exit code 2.
pub(crate) fn main(usage: &str, run: fn(&Options) -> Result<(), Box<dyn Error>>) -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return exit(print(&format!("usage: {usage}")));
    }
    let result = options(usage, args.into_iter()).map_err(Into::into).and_then(|options| run(&options));
    exit(result.map_err(|error| format!("{error}\nusage: {usage}").into()))
}

/// Success, or exit code 2 and the error on the other stream, where somebody reads it.
pub(crate) fn exit(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

/// An option that the usage does not name is unknown to this example, whatever others take.
fn options(usage: &str, mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        let known = usage.split(['[', ']', ' ']).any(|word| word == arg);
        if arg.starts_with('-') && arg.len() > 1 && !known {
            return Err(format!("unknown option `{arg}`"));
        }
        let mut value = || args.next().ok_or_else(|| format!("`{arg}` needs a value"));
        match arg.as_str() {
            "--json" => options.output = Output::Json,
            "--explain" => options.explain = Some(value()?),
            "--verify" => options.verify = Some(value()?),
            "--robust" => options.robust = Some(value()?),
            "--out" => options.out = Some(value()?),
            "--lang" => {
                options.lang = match value()?.as_str() {
                    "en" => Lang::En,
                    "id" => Lang::Id,
                    other => return Err(format!("`--lang` takes `en` or `id`, not `{other}`")),
                };
            }
            _ => options.rest.push(arg),
        }
    }
    Ok(options)
}

/// Writes a page to standard output. A reader that has seen enough and closes its end is no error.
pub(crate) fn print(page: &str) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    match out.write_all(page.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// The text of a language.
pub(crate) fn pick(lang: Lang, [en, id]: [&'static str; 2]) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Id => id,
    }
}

/// Reads a file of separated values, UTF-8, with or without a byte order mark.
pub(crate) fn table(path: &std::path::Path) -> Result<renstra::format::Table, Box<dyn Error>> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    let wrong = |error: String| format!("`{shown}`: {error}");
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let mut rows = rows(&bytes).map_err(wrong)?;
    let header = rows.next().ok_or_else(|| wrong("the file is empty".into()))?;
    let mut table = renstra::format::Table::new(&name, header.map_err(wrong)?.cells.iter());
    for row in rows {
        table.push(row.map_err(wrong)?.cells.iter());
    }
    Ok(table)
}

/// A row of a file, and the line that it begins on, from 1.
pub(crate) struct CsvRow {
    pub(crate) line: u64,
    pub(crate) cells: csv::StringRecord,
}

/// The rows of a file of separated values, the header first; rows may be ragged.
pub(crate) fn rows(bytes: &[u8]) -> Result<impl Iterator<Item = Result<CsvRow, String>>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new();
    reader.flexible(true).has_headers(false).delimiter(delimiter(text));
    let records = reader.from_reader(text.as_bytes()).into_records();
    let (mut counted, mut line) = (0, 1);
    Ok(records.map(move |record: csv::Result<csv::StringRecord>| {
        let cells = record.map_err(|error| error.to_string())?;
        // The reader stands before the ends of line that it is about to skip.
        let at = cells.position().map_or(0, |position| position.byte() as usize);
        let rest = text.get(at..).unwrap_or("");
        let start = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        line += text.get(counted..start).map_or(0, line_ends);
        counted = start;
        Ok(CsvRow { line, cells })
    }))
}

/// How many lines end in a text, whether with LF, CR LF or CR alone.
fn line_ends(text: &str) -> u64 {
    let alone = text.split('\r').skip(1).filter(|rest| !rest.starts_with('\n')).count();
    (text.matches('\n').count() + alone) as u64
}

/// What stands between the cells: where the decimal sign is a comma, spreadsheets write semicolons. It is what the
/// header has most of, names of columns having none of them.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |sign: &u8| header.bytes().filter(|byte| byte == sign).count();
    // Of equals the last is taken, which is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}
