package cloud.kuryzhev.rbacguard.usage.store;

/**
 * How far a source was read.
 *
 * @param source which source, unique in a store
 * @param position in the source's own words
 */
public record Checkpoint(String source, String position) {}
