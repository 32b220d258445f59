//! Which servers the configuration names, and what their names say about where they are.
//!
//! A name says who registered it and under which country's rules, not where a machine stands; an address says less. So only what is
//! plainly here or plainly outside is called so, and the rest is unclear until somebody asks the supplier.

use std::net::IpAddr;

use zegel_law::Law;

use crate::Config;

/// What a name says about where a server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostPlace {
    /// On this machine or in the own network.
    Here,
    /// Its name ends in the code of a country of the EEA.
    Eea,
    /// Its name ends in the code of another country.
    Outside,
    /// Its name tells no country.
    Unclear,
}

/// A server that the configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// For what: `mail`, `sign-on` or `timestamp`.
    pub what: &'static str,
    /// Its name or address.
    pub name: String,
    /// What that says.
    pub place: HostPlace,
}

/// Lists the servers to which this archive connects.
pub(super) fn of(config: &Config, law: &Law) -> Vec<Host> {
    let named = [
        ("mail", config.mail.as_ref().map(|mail| mail.server.clone())),
        ("sign-on", config.sign_on.as_ref().map(|sign_on| host_of(&sign_on.issuer))),
        ("timestamp", config.timestamp.as_ref().map(|authority| host_of(&authority.url))),
    ];
    let hosts = named.into_iter().filter_map(|(what, name)| Some((what, name?)));
    hosts.map(|(what, name)| Host { what, place: place(&name, law), name }).collect()
}

/// Returns the host of an address, without its scheme, user, port and path.
fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((address, _)) => address.to_owned(),
        None => host.split(':').next().unwrap_or_default().to_owned(),
    }
}

fn place(name: &str, law: &Law) -> HostPlace {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    if let Ok(address) = name.parse::<IpAddr>() {
        return if is_own(address) { HostPlace::Here } else { HostPlace::Unclear };
    }
    match name.rsplit_once('.') {
        // A name without a dot is resolved in the own network.
        None => HostPlace::Here,
        Some((_, "localhost" | "local" | "internal" | "lan")) => HostPlace::Here,
        Some((_, last)) if law.is_eea_country_code(last) => HostPlace::Eea,
        Some((_, last)) if last.len() == 2 => HostPlace::Outside,
        Some(_) => HostPlace::Unclear,
    }
}

/// Loopback, link-local and private addresses (RFC 1918, RFC 4193).
fn is_own(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_no_more_than_it_says() {
        let law = Law::built_in();
        let cases = [
            ("localhost", HostPlace::Here),
            ("mail", HostPlace::Here),
            ("10.1.2.3", HostPlace::Here),
            ("::1", HostPlace::Here),
            ("mail.waterveen.nl", HostPlace::Eea),
            ("MAIL.WATERVEEN.NL.", HostPlace::Eea),
            ("login.europa.eu", HostPlace::Eea),
            ("smtp.example.co.uk", HostPlace::Outside),
            ("login.example.us", HostPlace::Outside),
            ("login.example.com", HostPlace::Unclear),
            ("8.8.8.8", HostPlace::Unclear),
        ];
        for (name, expected) in cases {
            assert_eq!(place(name, &law), expected, "{name}");
        }
    }

    #[test]
    fn the_host_of_an_address_is_found() {
        assert_eq!(host_of("https://login.waterveen.nl:8443/realm?x=1"), "login.waterveen.nl");
        assert_eq!(host_of("http://user@tsa.waterveen.nl"), "tsa.waterveen.nl");
        assert_eq!(host_of("http://[::1]:3000/tsa"), "::1");
        assert_eq!(host_of("mail.waterveen.nl"), "mail.waterveen.nl");
    }
}
