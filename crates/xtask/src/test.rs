//! `make test`: everything that can be checked, in the order in which a fault is found soonest.
//!
//! A check that cannot run because a tool is missing fails, and says which tool: a green run means that
//! everything was checked. Who knowingly leaves something out sets `ZEGEL_WITHOUT=verapdf,tools,demo,browser`.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::root::{built, cargo, root, target};
use crate::steps::{Step, close, not_tried, take};
use crate::tools::{self, Package};

/// Runs all checks; the exit code says whether all of them passed.
pub(crate) fn run() -> Result<ExitCode> {
    let without = std::env::var("ZEGEL_WITHOUT").unwrap_or_default();
    let without: Vec<&str> = without.split(',').filter(|word| !word.is_empty()).collect();
    let to_run = tools::ensure(tools::TO_RUN);
    if !to_run.is_empty() {
        tools::explain(&to_run);
        return Ok(ExitCode::FAILURE);
    }
    let judges = Judges::summon(&without);
    let mut steps = vec![take("formatting", cargo().args(["fmt", "--all", "--check"]))];
    // The server embeds what this makes, so it comes before anything that compiles the server.
    steps.push(match tools::ensure_wasm_target() {
        true => take("style, scripts and WebAssembly of the pages", &mut tools::browser()),
        false => not_tried("style, scripts and WebAssembly of the pages", tools::NO_WASM.to_owned()),
    });
    steps.push(take("lints", cargo().args(LINTS)));
    steps.extend(judges.missing_step());
    steps.push(take("build", cargo().args(["build", "--workspace", "--bins", "--features", "xtask/bench"])));
    if !without.contains(&"demo") {
        steps.push(demo()?);
    }
    if !without.contains(&"browser") {
        steps.push(take("types of the scripts", &mut npm(&["run", "check"])));
        steps.push(pages(&without));
    }
    steps.push(take(
        "tests in documentation",
        judges.set(cargo().args(["test", "--workspace", "--features", "xtask/bench", "--doc", "--quiet"])),
    ));
    let module = root().join("browser/dist/zegel.wasm");
    steps.push(take("tests", judges.set(tests_command().env("ZEGEL_WASM_MODULE", module))));
    let last_lines = steps.last().map(|step| step.last_lines.clone()).unwrap_or_default();
    let all_well = close(&steps);
    println!("\n── the last lines of the tests");
    let n_lines = last_lines.len();
    last_lines.iter().skip(n_lines.saturating_sub(6)).for_each(|line| println!("{line}"));
    for word in &without {
        println!("left out on request (ZEGEL_WITHOUT): {word}");
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const LINTS: [&str; 8] =
    ["clippy", "--workspace", "--all-targets", "--features", "xtask/bench", "--", "-D", "warnings"];

/// The judges that nobody here wrote.
struct Judges {
    missing: Vec<Package>,
    without_tools: bool,
    without_verapdf: bool,
}

impl Judges {
    fn summon(without: &[&str]) -> Self {
        let without_tools = without.contains(&"tools");
        let without_verapdf = without_tools || without.contains(&"verapdf");
        let wanted: Vec<Package> = tools::TO_TEST
            .iter()
            .copied()
            .filter(|package| !(without_verapdf && is_for_verapdf(package)))
            .filter(|_| !without_tools)
            .collect();
        let missing = tools::ensure(&wanted);
        if !missing.is_empty() {
            tools::explain(&missing);
        }
        Self { missing, without_tools, without_verapdf }
    }

    /// A step that fails where a judge is not there.
    fn missing_step(&self) -> Option<Step> {
        let names: Vec<&str> = self.missing.iter().map(|package| package.name).collect();
        let why = format!("missing {}", names.join(", "));
        (!names.is_empty()).then(|| not_tried("checks by other programs", why))
    }

    /// Tells the tests that they must ask the judges.
    fn set<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if !self.without_tools {
            command.env("ZEGEL_REQUIRE_TOOLS", "1");
        }
        if !self.without_verapdf {
            command.env("ZEGEL_REQUIRE_VERAPDF", "1");
        }
        command
    }
}

fn is_for_verapdf(package: &Package) -> bool {
    package.why.contains("veraPDF")
}

/// Runs a script of `browser/package.json`.
fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(root().join("browser"));
    command
}

/// What throws requests at the API that nobody would think of.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// The pages in Chromium, and the API under the linter and the fuzzer that nobody here wrote.
fn pages(without: &[&str]) -> Step {
    let name = "pages in a browser";
    let mut command = npm(&["test"]);
    if !without.contains(&"tools") {
        match tools::python("schemathesis", &[SCHEMATHESIS]) {
            Ok(programs) => command.env("ZEGEL_SCHEMATHESIS", programs.join("schemathesis")),
            Err(error) => return not_tried(name, format!("{error:#}")),
        };
    }
    take(name, &mut command)
}

/// The main job, from the export to the verified record, as a newcomer runs it.
fn demo() -> Result<Step> {
    let folder = target().join("test-demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    Ok(take("demonstration", Command::new(built("debug", "zegel")).arg("demo").current_dir(&folder)))
}

fn tests_command() -> Command {
    let mut command = cargo();
    command.current_dir(root());
    if tools::succeeds(cargo().args(["nextest", "--version"])) {
        command.args(["nextest", "run", "--workspace", "--features", "xtask/bench", "--no-fail-fast"]);
    } else {
        println!("cargo-nextest is not here; the tests run under cargo test");
        command.args([
            "test",
            "--workspace",
            "--features",
            "xtask/bench",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ]);
    }
    command
}
