//! Files that mean harm, for the tests of everything that reads.
