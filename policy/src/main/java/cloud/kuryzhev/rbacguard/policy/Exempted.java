package cloud.kuryzhev.rbacguard.policy;

/**
 * A finding that an exemption covers.
 *
 * @param index of the exemption in the policy, from 0
 */
public record Exempted(Finding finding, int index, Exemption exemption) {

    /** As the audit log keeps it: {@code wildcard_verb by exemptions[0] of platform@example.org}. */
    @Override
    public String toString() {
        return finding.rule() + " by exemptions[" + index + "] of " + exemption.owner();
    }
}
