package cloud.kuryzhev.rbacguard.policy.usage;

import java.util.List;

/**
 * When one source of audit events was heard.
 *
 * @param heard oldest first; the last one goes on
 */
public record SourceCoverage(String source, List<Heard> heard) {

    public SourceCoverage {
        heard = List.copyOf(heard);
    }

    /**
     * A time without a gap.
     *
     * @param time {@link Coverage#NONE} until its first event
     * @param gap why there is a gap before it; {@code ""} for the first
     */
    public record Heard(Coverage time, String gap) {}

    /** How often events were missed, or may have been. */
    public int gaps() {
        return Math.max(0, heard.size() - 1);
    }

    /** The time that goes on. */
    Coverage latest() {
        return heard.isEmpty() ? Coverage.NONE : heard.getLast().time();
    }
}
