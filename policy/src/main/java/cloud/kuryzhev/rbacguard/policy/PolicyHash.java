package cloud.kuryzhev.rbacguard.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Digests what a policy says: every text with its length before it, every list with its size, so that no two policies read alike. */
final class PolicyHash {

    private static final int BYTES = 6;

    private final MessageDigest digest;

    private PolicyHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Policy policy) {
        var hash = new PolicyHash();
        hash.policy(policy);
        return HexFormat.of().formatHex(hash.digest.digest(), 0, BYTES);
    }

    private void policy(Policy policy) {
        add(policy.mode());
        all(policy.forbiddenSubjects());
        all(policy.forbiddenRoles());
        all(policy.restrictedNamespaces());
        all(policy.actions().entrySet());
        size(policy.exemptions());
        policy.exemptions().forEach(this::exemption);
        add(policy.review().maxAge());
        size(policy.protectedObjects());
        policy.protectedObjects().forEach(this::protection);
        size(policy.customRules());
        policy.customRules().forEach(this::customRule);
    }

    private void exemption(Exemption exemption) {
        add(exemption.requester().isPresent());
        exemption.requester().ifPresent(this::identities);
        all(exemption.objects());
        all(exemption.subjects());
        all(exemption.rules());
        add(exemption.until());
        add(exemption.reason());
        add(exemption.owner());
    }

    private void protection(Protection protection) {
        all(protection.objects());
        identities(protection.changedBy());
    }

    private void customRule(CustomRule rule) {
        add(rule.id());
        all(rule.kinds());
        add(rule.expression());
        add(rule.message());
        all(rule.messageExpression().stream().toList());
        add(rule.reason());
        add(rule.severity());
        add(rule.action());
    }

    private void identities(Identities identities) {
        all(identities.users());
        all(identities.groups());
    }

    private void all(Collection<?> values) {
        size(values);
        values.forEach(this::add);
    }

    private void size(Collection<?> values) {
        add(values.size());
    }

    private void add(Object value) {
        byte[] bytes = value.toString().getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }
}
