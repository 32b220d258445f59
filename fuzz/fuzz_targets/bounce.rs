//! Mails that came back, and lists of people to tell: read or refused, and no line is lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zegel_breach::telling::{ListDefaults, read_bounces, read_list};
use zegel_law::FormLanguage;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(found) = read_bounces(bytes) {
        assert!(found.reports.iter().all(|report| report.message_id.contains('@')), "a report about no mail");
    }
    let defaults = ListDefaults { language: FormLanguage::Nl, kinds: vec!["Leerlingen".into()] };
    if let Ok(found) = read_list(bytes, &defaults) {
        for (_, recipient) in &found.recipients {
            let mail = recipient.mail.as_ref().map_or("", |mail| mail.as_str());
            assert!(!mail.contains(['\r', '\n', '<', '>', ',']), "an address that ends a header");
            assert!(!mail.is_empty() || !recipient.address.is_empty(), "somebody who cannot be reached");
        }
    }
});
