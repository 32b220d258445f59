//! What a person types into the search field: the store answers or refuses, and never fails.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zegel_seal::{Identity, Keyring, system_random};
use zegel_store::{Query, Scope, Store, StoreError};

/// An archive without messages: FTS5 still parses every expression.
static STORE: LazyLock<Store> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("zegel-fuzz-{}", std::process::id()));
    let now = jiff::Timestamp::UNIX_EPOCH;
    let keyring = Keyring::generate("fuzz", &mut system_random, now);
    let recipients = [Identity::generate(&mut system_random).recipient()];
    let sealed = keyring.seal(&recipients).expect("a fresh key ring can be sealed");
    Store::create(&folder, &keyring, &sealed, Box::new(system_random), now).expect("an archive can be made")
});

fuzz_target!(|text: &str| {
    let query = Query { text: text.into(), sender: Some(text.into()), ..Query::default() };
    let answer = STORE.read(|view| view.search(&query, &Scope::All, None, 20));
    assert!(matches!(answer, Ok(_) | Err(StoreError::Refused(_))), "the database took what was typed for syntax");
});
