use serde_json::{Value, json};

use super::*;
use crate::testing::{identity, secret};

fn receipt() -> Receipt {
    let all: Vec<_> = (1..=6).map(|position| crate::testing::message(position, "bericht")).collect();
    let parts = crate::testing::Parts::of(&all, |position| position == 2 || 4 < position);
    Receipt::new(
        &parts.manifest,
        ReceiptParts {
            secret: secret(),
            archive: "Gemeente Voorbeeld",
            recipient: &identity().recipient(),
            kept: "2,5-6".parse().unwrap(),
            redactions: vec![ReceiptRedaction {
                position: 5,
                spans: vec![(0, 3)],
                grounds: vec!["private".into()],
                files: vec![RewrittenFile {
                    attachment: 0,
                    original_sha256: "11".repeat(32),
                    kept_sha256: "22".repeat(32),
                }],
            }],
            sources: vec![ReceiptSource {
                kind: "export-zip".into(),
                sha256: "33".repeat(32),
                size_bytes: 1234,
            }],
            trace: vec![0; 12],
            suggested: None,
        },
    )
}

fn with(change: impl FnOnce(&mut Value)) -> &'static str {
    let mut value: Value = serde_json::from_slice(&receipt().to_json()).unwrap();
    change(&mut value);
    Receipt::from_json(&serde_json::to_vec(&value).unwrap()).unwrap_err().code
}

#[test]
fn a_receipt_reads_back_as_it_was_written() {
    let receipt = receipt();
    assert_eq!(Receipt::from_json(&receipt.to_json()).unwrap(), receipt);
}

#[test]
fn the_format_is_that_of_the_golden_file() {
    let golden = include_str!("golden.receipt.json");
    assert_eq!(String::from_utf8(receipt().to_json().to_vec()).unwrap(), golden);
    assert_eq!(Receipt::from_json(golden.as_bytes()).unwrap(), receipt());
}

#[test]
fn a_receipt_that_contradicts_itself_is_refused() {
    assert_eq!(with(|r| r["version"] = json!(1)), "unsupported-version");
    assert_eq!(with(|r| r["secret"] = json!("kort")), "bad-receipt");
    assert_eq!(with(|r| r["kept"] = json!("2,5-7")), "bad-receipt");
    assert_eq!(with(|r| r["kept"] = json!("2,5,9")), "bad-receipt");
    assert_eq!(with(|r| r["trace"] = json!("AAAA")), "bad-receipt");
    assert_eq!(with(|r| r["commitment"]["root"] = json!("x")), "bad-receipt");
    assert_eq!(with(|r| r["commitment"]["algorithm"] = json!("x")), "bad-receipt");
    assert_eq!(with(|r| r["redactions"][0]["position"] = json!(3)), "bad-receipt");
    assert_eq!(with(|r| r["redactions"][0]["grounds"] = json!([])), "bad-receipt");
    assert_eq!(with(|r| r["sources"][0]["sha256"] = json!("x")), "bad-receipt");
    assert_eq!(with(|r| r["meer"] = json!(1)), "bad-receipt");
    assert_eq!(Receipt::from_json(b"").unwrap_err().code, "bad-receipt");
}

#[test]
fn the_secret_does_not_show_in_debugging() {
    let shown = format!("{:?}", receipt());
    assert!(!shown.contains("0909") && shown.contains("Secret(hidden)"));
}

#[test]
fn a_mark_is_keyed_with_the_secret() {
    let sha256 = "33".repeat(32);
    let expected = crate::commitment::mac(&secret().hunt_key(), &[0x33; 32]);
    assert_eq!(receipt().mark(&sha256), hex::encode(expected));
}
