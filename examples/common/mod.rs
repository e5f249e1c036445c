//! What the command-line examples share: options, languages, exit codes.
#![allow(dead_code, reason = "each example uses a part of it")]

use std::error::Error;
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
    /// What is no option, in order.
    pub(crate) rest: Vec<String>,
}

/// Reads the options, runs, and turns an error into a message and exit code 2.
pub(crate) fn main(usage: &str, run: fn(&Options) -> Result<(), Box<dyn Error>>) -> ExitCode {
    let result = options(std::env::args().skip(1)).map_err(Into::into).and_then(|options| run(&options));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\nusage: {usage}");
            ExitCode::from(2)
        }
    }
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("`{arg}` needs a value"));
        match arg.as_str() {
            "--json" => options.output = Output::Json,
            "--explain" => options.explain = Some(value()?),
            "--robust" => options.robust = Some(value()?),
            "--out" => options.out = Some(value()?),
            "--lang" => {
                options.lang = match value()?.as_str() {
                    "en" => Lang::En,
                    "id" => Lang::Id,
                    other => return Err(format!("`--lang` takes `en` or `id`, not `{other}`")),
                };
            }
            _ if arg.starts_with("--") => return Err(format!("unknown option `{arg}`")),
            _ => options.rest.push(arg),
        }
    }
    Ok(options)
}

/// The text of a language.
pub(crate) fn pick(lang: Lang, [en, id]: [&'static str; 2]) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Id => id,
    }
}

/// Reads a file of comma-separated values, UTF-8, with or without a byte order mark.
pub(crate) fn table(path: &std::path::Path) -> Result<renstra::format::Table, Box<dyn Error>> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| format!("`{shown}` is not UTF-8: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let wrong = |error: csv::Error| format!("`{shown}`: {error}");
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let mut table = renstra::format::Table::new(&name, reader.headers().map_err(wrong)?);
    for record in reader.records() {
        table.push(&record.map_err(wrong)?);
    }
    Ok(table)
}
