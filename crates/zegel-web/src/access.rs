//! The protocols of signing on: passphrase with TOTP, passkeys, an OpenID provider. What they decide is kept by
//! `zegel_archive::credentials`.

pub(crate) mod passkey;
pub(crate) mod passphrase;
pub(crate) mod provider;
pub(crate) mod ticket;
