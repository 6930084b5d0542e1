package cloud.kuryzhev.rbacguard.benchmarks.webhook;

/**
 * What rbac-guard's process took beside its answers.
 *
 * @param readyMillis from the process's start until readiness says so
 * @param firstRequestMillis the first review, over a new TLS connection
 * @param residentAtStart once ready, in megabytes of a million bytes
 * @param requests how many reviews had been answered at the end
 */
record Life(
        double readyMillis, double firstRequestMillis, double residentAtStart, double residentAtEnd, long requests) {}
