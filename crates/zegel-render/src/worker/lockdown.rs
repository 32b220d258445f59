//! Gives up the rights of this process, for good.
//!
//! Each step is best effort, because kernels and containers differ; what was reached is told in the answer, so
//! that an operator can see it and a test can demand it.

use super::Confinement;

#[cfg(target_os = "linux")]
pub(super) fn lock_down(memory_bytes: u64, cpu_seconds: u64) -> Confinement {
    // The filter goes last: it takes away the calls that the other two need.
    let resource_limits = limit(memory_bytes, cpu_seconds);
    let landlock = no_files_no_network();
    let seccomp = few_system_calls();
    Confinement { resource_limits, landlock, seccomp }
}

#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn lock_down(memory_bytes: u64, cpu_seconds: u64) -> Confinement {
    Confinement { resource_limits: limit(memory_bytes, cpu_seconds), landlock: false, seccomp: false }
}

#[cfg(not(unix))]
pub(super) fn lock_down(_memory_bytes: u64, _cpu_seconds: u64) -> Confinement {
    Confinement { resource_limits: false, landlock: false, seccomp: false }
}

#[cfg(unix)]
fn limit(memory_bytes: u64, cpu_seconds: u64) -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |resource, n| setrlimit(resource, Rlimit { current: Some(n), maximum: Some(n) }).is_ok();
    let all = [
        set(Resource::As, memory_bytes),
        set(Resource::Cpu, cpu_seconds),
        // A core file would hold the messages.
        set(Resource::Core, 0),
        set(Resource::Fsize, 0),
        // The three pipes are open already; there will never be a fourth.
        set(Resource::Nofile, 3),
        set(Resource::Nproc, 0),
    ];
    all.iter().all(|done| *done)
}

#[cfg(target_os = "linux")]
fn no_files_no_network() -> bool {
    use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetStatus};
    let restricted = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V5)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self);
    restricted.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

/// Memory, the two pipes, and the end. No call that opens, connects, starts or asks about anything.
#[cfg(target_os = "linux")]
fn few_system_calls() -> bool {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter_all_threads};
    let allowed = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        // Hash maps take a random seed.
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let Some(memory) = memory_without_code() else { return false };
    let rules = allowed.into_iter().map(|call| (call, Vec::new())).chain(memory).collect();
    let Ok(arch) = std::env::consts::ARCH.try_into() else { return false };
    let filter = SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, arch);
    let Some(program) = filter.ok().and_then(|filter| BpfProgram::try_from(filter).ok()) else {
        return false;
    };
    apply_filter_all_threads(&program).is_ok()
}

/// Memory may be had, but never memory that can be executed.
#[cfg(target_os = "linux")]
fn memory_without_code() -> Option<Vec<(i64, Vec<seccompiler::SeccompRule>)>> {
    use seccompiler::{SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};
    const PROT_EXEC: u64 = 4;
    let protection = || {
        let plain =
            SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(PROT_EXEC), 0).ok()?;
        Some(vec![SeccompRule::new(vec![plain]).ok()?])
    };
    Some(vec![(libc::SYS_mmap, protection()?), (libc::SYS_mprotect, protection()?)])
}
