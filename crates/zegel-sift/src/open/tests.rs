use proptest::prelude::*;
use zegel_model::{Message, REDACTION_MARK, TextRedaction};

use super::*;
use crate::testing::{Parts, attachment, ground, identity, message, open, seal, tar};

const PDF: &[u8] = b"%PDF-1.7 een besluit";

fn chat(n: u64) -> Vec<Message> {
    (1..=n).map(|position| message(position, &format!("bericht {position}"))).collect()
}

/// Ten messages of which 3, 4 and 8 are kept, the last with a file.
fn parts() -> Parts {
    let mut all = chat(10);
    all[7].attachments = vec![attachment("besluit.pdf", PDF)];
    let mut parts = Parts::of(&all, |position| [3, 4, 8].contains(&position));
    parts.add_file("besluit.pdf", PDF);
    parts
}

fn refusal(parts: &Parts) -> &'static str {
    open(&parts.sealed()).unwrap_err().code()
}

fn refusal_of_entries(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> &'static str {
    let mut entries = parts().entries();
    change(&mut entries);
    open(&seal(&tar(&entries))).unwrap_err().code()
}

#[test]
fn an_honest_package_opens_and_gives_messages_files_and_bytes() {
    let parts = parts();
    let sealed = parts.sealed();
    let mut reader = SubmissionReader::open(&identity(), sealed.as_slice()).unwrap();
    assert_eq!(*reader.manifest(), parts.manifest);
    let mut positions = Vec::new();
    while let Some(kept) = reader.next_message().unwrap() {
        let message = kept.submitted().unwrap().message;
        assert_eq!(kept.json, serde_json::to_vec(&message).unwrap());
        positions.push(message.position);
    }
    assert_eq!(positions, [3, 4, 8]);
    let (file, mut bytes) = reader.next_file().unwrap().unwrap();
    assert_eq!(file.name.as_str(), "besluit.pdf");
    let mut read = Vec::new();
    bytes.read_to_end(&mut read).unwrap();
    assert_eq!(read, PDF);
    assert!(reader.next_file().unwrap().is_none());
    assert_eq!(reader.finish().unwrap(), Verified { manifest: parts.manifest, n_redacted: 0 });
}

#[test]
fn the_line_writer_agrees_with_the_shared_type() {
    let mut submitted = parts().messages.remove(0);
    submitted.redactions = vec![TextRedaction { at: 3, ground: ground("private") }];
    let mut line = Vec::new();
    write_line(&submitted, &mut line);
    assert_eq!(line, [serde_json::to_vec(&submitted).unwrap(), b"\n".to_vec()].concat());
    assert_eq!(serde_json::from_slice::<SubmittedMessage>(&line).unwrap(), submitted);
}

#[test]
fn a_hash_has_one_text() {
    let hash: [u8; 32] = std::array::from_fn(|i| (i * 8 + 7) as u8);
    let text = hex::encode(hash);
    assert_eq!(unhex::<32>(text.as_bytes()), Some(hash));
    for at in 0..64 {
        for other in ["g", "A", "/", ":", "`", " ", "\u{e9}"] {
            let mut bad = text.clone();
            bad.replace_range(at..=at, other);
            assert_eq!(unhex::<32>(bad.as_bytes()), None);
        }
    }
    assert_eq!(unhex::<32>(&text.as_bytes()[1..]), None);
    assert_eq!(unhex::<32>(&text.as_bytes()[2..]), None);
}

#[test]
fn suggestions_are_told_of_kept_messages_only_and_in_one_form() {
    let with = |kept: &str, detectors: &[&str]| {
        let mut parts = parts();
        parts.manifest.suggestions = Some(zegel_model::SuggestionsShown {
            set: zegel_suggest::SET.into(),
            list: zegel_suggest::LIST_VERSION.into(),
            detectors: detectors.iter().map(|code| (*code).to_owned()).collect(),
            kept: kept.into(),
        });
        open(&parts.sealed()).map(drop).map_err(|error| error.code())
    };
    for kept in ["", "3", "3-4,8"] {
        assert_eq!(with(kept, &["bsn"]), Ok(()), "{kept}");
    }
    assert_eq!(with("5", &["bsn"]), Err("package-counts"), "a message that was not kept");
    assert_eq!(with("3-5", &["bsn"]), Err("package-counts"));
    for kept in ["3,4", "3-", "kanker", "4,3"] {
        assert_eq!(with(kept, &["bsn"]), Err("package-manifest"), "{kept}");
    }
    assert_eq!(with("3", &[]), Err("package-manifest"));
    assert_eq!(with("3", &["een woord"]), Err("package-manifest"));
}

#[test]
fn a_notice_is_told_of_a_kept_message_with_its_own_time() {
    let with = |position: u64, at: &str, language: &str| {
        let mut parts = parts();
        parts.manifest.notice =
            Some(zegel_model::NoticeFound { language: language.into(), version: 1, position, at: at.into() });
        open(&parts.sealed()).map(drop).map_err(|error| error.code())
    };
    let at = parts().messages[1].message.at.to_string();
    assert_eq!(with(4, &at, "nl"), Ok(()));
    assert_eq!(with(5, &at, "nl"), Err("package-counts"), "not kept");
    assert_eq!(with(4, "2001-01-01T00:00:00", "nl"), Err("package-counts"), "another time");
    assert_eq!(with(4, "gisteren", "nl"), Err("package-manifest"));
    assert_eq!(with(4, &at, "een taal"), Err("package-manifest"));
}

#[test]
fn another_key_does_not_open_it() {
    let other = zegel_seal::Identity::generate(&mut |bytes| bytes.fill(8));
    let sealed = parts().sealed();
    assert_eq!(SubmissionReader::open(&other, sealed.as_slice()).err().unwrap().code(), "wrong-key");
    assert_eq!(open(b"geen pakket").unwrap_err().code(), "not-a-package");
}

#[test]
fn a_package_that_was_cut_off_is_refused_wherever_it_ends() {
    let sealed = parts().sealed();
    for n in (0..sealed.len()).step_by(97).chain([sealed.len() - 1]) {
        open(&sealed[..n]).expect_err("it is not whole");
    }
    let inner = tar(&parts().entries());
    for n in (0..inner.len()).step_by(97).chain([inner.len() - 1, inner.len() - 1024]) {
        let code = open(&seal(&inner[..n])).unwrap_err().code();
        assert_eq!(code, "package-truncated", "{n}");
    }
}

#[test]
fn entries_are_these_in_this_order_and_no_others() {
    assert_eq!(refusal_of_entries(|entries| entries.swap(0, 1)), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries.push(("extra".into(), vec![1]))), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries.push(entries[3].clone())), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries[3].0 = "../../etc/passwd".into()), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries[3].0 = "/attachments/000001".into()), "package-layout");
    assert_eq!(refusal_of_entries(|entries| drop(entries.pop())), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries[3].1.push(0)), "package-layout");
    assert_eq!(refusal_of_entries(|entries| entries[1].1.push(0)), "package-proof");
}

#[test]
fn ten_gigabytes_that_are_only_claimed_take_no_memory() {
    for (entry, code) in [(0, "package-limit"), (1, "package-limit"), (2, "package-truncated")] {
        let mut entries = parts().entries();
        entries.truncate(entry + 1);
        let name = entries.pop().unwrap().0;
        let mut bytes = tar(&entries);
        bytes.truncate(bytes.len() - 1024);
        bytes.extend(crate::tar::header(&name, crate::tar::MAX_ENTRY_BYTES).unwrap());
        bytes.extend([b'{'; 4096]);
        assert_eq!(open(&seal(&bytes)).unwrap_err().code(), code, "{name}");
    }
}

#[test]
fn a_head_must_be_canonical_and_free_of_contradictions() {
    let bad = |change: fn(&mut SubmissionManifest)| {
        let mut parts = parts();
        change(&mut parts.manifest);
        refusal(&parts)
    };
    assert_eq!(bad(|m| m.version = 1), "unsupported-version");
    assert_eq!(bad(|m| m.format = "iets anders".into()), "package-manifest");
    assert_eq!(bad(|m| m.commitment.algorithm = "zegel-commitment-0".into()), "package-manifest");
    assert_eq!(bad(|m| m.commitment.root.make_ascii_uppercase()), "package-manifest");
    assert_eq!(bad(|m| m.commitment.n_messages = 2), "package-manifest");
    assert_eq!(bad(|m| m.commitment.n_messages = u64::MAX), "package-manifest");
    assert_eq!(bad(|m| m.commitment.first_at = "gisteren".into()), "package-manifest");
    assert_eq!(bad(|m| m.not_kept_ground = None), "package-manifest");
    assert_eq!(
        bad(|m| m.date_order_certainty = zegel_model::DateOrderCertainty::Ambiguous),
        "package-manifest"
    );
    assert_eq!(bad(|m| m.files[0].path = "../x".into()), "package-manifest");
    assert_eq!(bad(|m| m.files[0].n_redacted_regions = 1), "package-manifest");
    assert_eq!(bad(|m| m.route = zegel_model::Route::Note), "package-manifest");
    let spaced = refusal_of_entries(|entries| entries[0].1.insert(1, b' '));
    assert_eq!(spaced, "package-manifest");
    let twice = refusal_of_entries(|entries| {
        let text = String::from_utf8(entries[0].1.clone()).unwrap();
        entries[0].1 = text.replacen("\"owner\"", "\"owner\":\"x\",\"owner\"", 1).into_bytes();
    });
    assert_eq!(twice, "package-manifest");
    assert_eq!(refusal_of_entries(|entries| entries[0].1 = b"[".repeat(100_000)), "package-manifest");
}

#[test]
fn a_claim_that_the_messages_do_not_bear_out_is_named() {
    let bad = |change: fn(&mut Parts)| {
        let mut parts = parts();
        change(&mut parts);
        refusal(&parts)
    };
    assert_eq!(bad(|p| p.manifest.commitment.root = "00".repeat(32)), "package-root");
    assert_eq!(bad(|p| p.manifest.commitment.n_messages = 100), "package-proof");
    assert_eq!(bad(|p| p.manifest.commitment.n_kept = 4), "package-counts");
    assert_eq!(bad(|p| p.manifest.commitment.n_kept = 2), "package-counts");
    assert_eq!(bad(|p| p.manifest.commitment.last_at = "2026-03-02T00:05:00".into()), "package-span");
    assert_eq!(bad(|p| p.manifest.participants[0].n_messages = 7), "package-participants");
    assert_eq!(bad(|p| p.manifest.participants.truncate(1)), "package-participants");
    assert_eq!(bad(|p| p.proof.swap(0, 1)), "package-root");
    assert_eq!(bad(|p| p.proof.truncate(p.proof.len() - 1)), "package-proof");
    assert_eq!(bad(|p| p.proof.push(Hash([0; 32]))), "package-proof");
    assert_eq!(bad(|p| p.messages.swap(0, 1)), "package-order");
    assert_eq!(bad(|p| p.messages.insert(1, p.messages[0].clone())), "package-order");
    assert_eq!(bad(|p| p.messages[2].message.position = 11), "package-order");
    assert_eq!(bad(|p| p.messages[2].message.position = 0), "package-order");
    assert_eq!(bad(|p| p.messages[1].message.text = "verzonnen".into()), "package-root");
    assert_eq!(bad(|p| p.messages[1].binding = Binding::Salt("00".repeat(16))), "package-root");
    assert_eq!(bad(|p| p.messages[1].binding = Binding::Salt("kort".into())), "package-message");
    assert_eq!(bad(|p| p.messages[1].binding = Binding::Salt("00".repeat(32))), "package-message");
    assert_eq!(bad(|p| p.messages[1].binding = Binding::Leaf("00".repeat(16))), "package-redaction");
    assert_eq!(bad(|p| p.messages[1].message.line = 99), "package-root");
}

#[test]
fn files_are_those_that_the_messages_name() {
    let bad = |change: fn(&mut Parts)| {
        let mut parts = parts();
        change(&mut parts);
        refusal(&parts)
    };
    assert_eq!(bad(|p| p.files[0][3] ^= 1), "package-file");
    assert_eq!(bad(|p| p.manifest.files[0].media_type = "image/png".into()), "package-file");
    assert_eq!(bad(|p| p.manifest.files[0].name = "ander.pdf".into()), "package-files");
    assert_eq!(bad(|p| p.manifest.files[0].sha256 = "00".repeat(32)), "package-files");
    assert_eq!(bad(|p| p.add_file("niet genoemd.pdf", PDF)), "package-files");
    assert_eq!(bad(|p| p.add_file("besluit.pdf", PDF)), "package-files");
    assert_eq!(bad(|p| p.messages[2].message.attachments[0].size_bytes = Some(1)), "package-files");
    assert_eq!(bad(|p| p.messages[2].message.attachments[0].present = false), "package-files");
}

#[test]
fn a_redaction_shows_its_mark_and_a_mark_of_the_owner_its_leaf() {
    let bad = |text: &str, at: &[u64], is_leaf: bool| {
        let mut parts = parts();
        let kept = &mut parts.messages[0];
        kept.message.text = text.into();
        kept.redactions = at.iter().map(|&at| TextRedaction { at, ground: ground("private") }).collect();
        if is_leaf {
            let salt: crate::Salt = hex::decode(match &kept.binding {
                Binding::Salt(salt) | Binding::Leaf(salt) => salt,
            })
            .unwrap()
            .try_into()
            .unwrap();
            let original = message(3, "bericht 3");
            kept.binding =
                Binding::Leaf(crate::leaf(&salt, &serde_json::to_vec(&original).unwrap()).to_string());
        }
        open(&parts.sealed()).map_err(|error| error.code())
    };
    let mark = REDACTION_MARK;
    assert_eq!(bad(&format!("ber{mark} 3"), &[3], true).unwrap().n_redacted, 1);
    assert_eq!(bad(&format!("{mark}{mark}"), &[0, 1], true).unwrap().n_redacted, 1);
    assert_eq!(bad(&format!("ber{mark} 3"), &[2], true).unwrap_err(), "package-redaction");
    assert_eq!(bad(&format!("{mark}{mark}"), &[1, 0], true).unwrap_err(), "package-redaction");
    assert_eq!(bad(&format!("{mark}{mark}"), &[0, 0], true).unwrap_err(), "package-redaction");
    assert_eq!(bad("heel iets anders", &[], true).unwrap_err(), "package-redaction");
    assert_eq!(bad(&format!("ber{mark} 3"), &[3], false).unwrap_err(), "package-redaction");
}

#[test]
fn a_line_is_read_in_its_canonical_form_only() {
    let bad = |change: fn(&str) -> String| {
        refusal_of_entries(|entries| {
            let text = String::from_utf8(entries[2].1.clone()).unwrap();
            entries[2].1 = change(&text).into_bytes();
        })
    };
    assert_eq!(bad(|t| t.replacen("{\"message\"", "{ \"message\"", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen("bericht 3", "bericht\\u00203", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen("},\"salt\"", ",\"extra\":1},\"salt\"", 1)), "package-message");
    for usual in ["precision\":\"minute\"", "zone\":null", "kind\":\"text\""] {
        let written = refusal_of_entries(|entries| {
            let text = String::from_utf8(entries[2].1.clone()).unwrap();
            entries[2].1 = text.replacen(",\"sender\"", &format!(",\"{usual},\"sender\""), 1).into_bytes();
        });
        assert_eq!(written, "package-message", "{usual}");
    }
    assert_eq!(bad(|t| t.replacen("},\"salt\"", ",\"edited\":false},\"salt\"", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen("},\"salt\"", ",\"attachments\":[]},\"salt\"", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen("\"salt\"", "\"zout\"", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen("}\n", ",\"redactions\":[]}\n", 1)), "package-message");
    assert_eq!(bad(|t| t.replacen('\n', "\r\n", 1)), "package-message");
    assert_eq!(bad(|t| t.trim_end().to_owned()), "package-message");
    assert_eq!(bad(|t| format!("{t}\n")), "package-message");
    assert_eq!(bad(|_| "[".repeat(200_000)), "package-message");
    assert_eq!(bad(|t| format!("{}{t}", "{\"message\":".repeat(10_000))), "package-message");
    let broken = refusal_of_entries(|entries| entries[2].1[40] = 0xff);
    assert_eq!(broken, "package-message");
}

#[test]
fn an_error_never_repeats_content() {
    let mut parts = parts();
    parts.messages[1].message.text = "GEHEIM".into();
    parts.messages[1].message.position = 2;
    let error = open(&parts.sealed()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("GEHEIM"));
    let code = refusal_of_entries(|entries| {
        let text = String::from_utf8(entries[2].1.clone()).unwrap();
        entries[2].1 = text.replace("\"text\":\"bericht 4\"", "\"text\":[\"GEHEIM\"]").into_bytes();
    });
    assert_eq!(code, "package-message");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_selection_of_any_chat_verifies_and_no_altered_one_does(
        keeps in prop::collection::vec(any::<bool>(), 1..40),
        victim in any::<prop::sample::Index>(),
    ) {
        prop_assume!(keeps.contains(&true));
        let all = chat(keeps.len() as u64);
        let keeps = |position: u64| keeps[position as usize - 1];
        let mut parts = Parts::of(&all, keeps);
        prop_assert!(open(&parts.sealed()).is_ok());
        let victim = victim.index(parts.messages.len());
        parts.messages[victim].message.text = "nee".into();
        prop_assert_eq!(refusal(&parts), "package-root");
    }

    #[test]
    fn a_flipped_bit_anywhere_is_found(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut sealed = parts().sealed();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&sealed).is_err());
    }

    #[test]
    fn a_changed_byte_inside_the_envelope_is_found(at in any::<prop::sample::Index>(), byte: u8) {
        let mut inner = tar(&parts().entries());
        let at = at.index(inner.len());
        prop_assume!(inner[at] != byte);
        // A sender who holds the archive's public key can seal anything; what is claimed in free words (a name, a
        // reason) is theirs to claim, everything else is bound.
        inner[at] = byte;
        let claimed = 512..512 + parts().entries()[0].1.len();
        prop_assert!(claimed.contains(&at) || open(&seal(&inner)).is_err());
    }
}
