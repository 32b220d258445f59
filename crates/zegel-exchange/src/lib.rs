//! The formats of others: MDTO, BagIt, the MDTO SIP with its pakbon, the certificate of destruction, the EDPB's template.
//!
//! Values in, files out, through a [`Sink`]; and back through a [`Tree`]. The room knows no database, no keys and no clock;
//! its only disk is the folder that [`Folder`] is given. What may leave the archive is decided elsewhere.
//!
//! Invariant: what was written passes the check of its own format, and every path is a [`SafePath`].

mod bag;
mod certificate;
mod edpb;
mod finding;
mod format;
mod names;
mod package;
mod sip;
mod tree;
mod xml;

pub mod mdto;

pub use bag::{Bag, BagInfo, BagReport, BagSummary, check_bag};
pub use certificate::{CERTIFICATE_FORMAT, Certificate, CertificateError, Destroyed};
pub use edpb::{EDPB_FORMAT, edpb_json, edpb_schema};
pub use finding::{Finding, Severity};
pub use format::format_code;
pub use names::{NAME_BYTES_MAX, name_problem, safe_name};
pub use package::{
    FileSuffix, OBJECT_SUFFIX, Open, Package, PackageError, PackageRefusal, PackedRecord, Plan, Written,
};
pub use sip::{DeliveryKind, Pakbon, PakbonError, PakbonHead, SipReport, check_sip, write_sip};
pub use tree::{Entry, Folder, FolderError, Memory, OnDisk, SafePath, Sink, Tree, UnsafePath};
pub use xml::XmlError;
