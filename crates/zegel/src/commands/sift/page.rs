//! `zegel sift --page`: the same choosing, in the browser, on this machine alone.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::sync::watch;
use zegel_archive::suggestions::{Detector, Setting};
use zegel_web::own_machine::{self, OwnMachine};
use zegel_web::recognition::Recogniser;

use super::{Args, law};
use crate::commands::serve::{log_to_stderr, wait_for_signal};
use crate::commands::suggestions::detector;
use crate::exit::{Code, Usage};
use crate::opening::{now, random, today};

/// Serves the page until the owner presses its last button, or Ctrl-C.
pub fn run(args: &Args) -> anyhow::Result<Code> {
    if !args.listen.ip().is_loopback() {
        return Err(Usage("--listen is an address of this machine alone, e.g. 127.0.0.1:0".into()).into());
    }
    if let Some(file) = &args.file {
        std::fs::File::open(file).with_context(|| format!("could not open {}", file.display()))?;
    }
    log_to_stderr();
    let runtime = tokio::runtime::Runtime::new().context("could not start the server")?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Args) -> anyhow::Result<Code> {
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("could not listen on {}", args.listen))?;
    let (stop, told) = watch::channel(false);
    let own = own_machine(args, listener.local_addr()?, stop.clone())?;
    println!(
        "Open this link in your browser; it works only on this machine, and only with what stands behind the #:"
    );
    println!("  {}/schiften#sleutel={}", own.settings.origin, own.key);
    println!("It ends with the last button of the page, or with Ctrl-C.");
    let signals = tokio::spawn(wait_for_signal(stop));
    zegel_web::serve(listener, own_machine::router(own), told).await;
    signals.abort();
    println!("Stopped");
    Ok(Code::Done)
}

fn suggested(args: &Args) -> anyhow::Result<Vec<Detector>> {
    args.suggest.iter().map(|code| detector(code)).collect()
}

fn own_machine(args: &Args, at: SocketAddr, stop: watch::Sender<bool>) -> anyhow::Result<OwnMachine> {
    let order = &args.order;
    let recipient = order.recipient()?.to_string();
    let name = args.owner_name.clone().unwrap_or_else(|| order.owner.to_string());
    let mut key = [0; 32];
    random(&mut key);
    let (out, receipt) = (order.out.clone(), order.receipt_path());
    let (wrote_out, wrote_receipt) = (out.display().to_string(), receipt.display().to_string());
    Ok(OwnMachine {
        archive: if order.archive_name.is_empty() { recipient.clone() } else { order.archive_name.clone() },
        recipient,
        owner: (order.owner.to_string(), name),
        law: law(order.law.as_deref())?,
        policy: (order.policy.clone(), order.policy_date.unwrap_or_else(today)),
        starts: order.regime.as_deref().map(|regime| if regime == "select-out" { "full" } else { "empty" }),
        suggestions: Setting { detectors: suggested(args)?, ..Setting::default() },
        file: args.file.clone(),
        recogniser: Recogniser::find(),
        out,
        receipt,
        settings: zegel_web::Settings {
            // `localhost`, because a browser gives it what it gives a site with TLS.
            origin: format!("http://localhost:{}", at.port()),
            zone: jiff::tz::TimeZone::system(),
            is_behind_proxy: false,
        },
        clock: Arc::new(now),
        key: hex::encode(key),
        written: Box::new(move || {
            println!("Wrote {wrote_out} (sealed; safe to mail)");
            println!("Wrote {wrote_receipt} (your receipt: keep it yourself, never send it along)");
        }),
        stop,
    })
}
