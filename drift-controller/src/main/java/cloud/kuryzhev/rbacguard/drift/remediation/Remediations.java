package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries on with every violation of which something is to be applied, watched or put back. */
@Component
public final class Remediations {

    private static final Logger LOG = LoggerFactory.getLogger(Remediations.class);

    private final RbacWriter writer;
    private final RemediationProperties properties;

    /** Writes as {@code client} may. */
    public Remediations(KubernetesClient client, RemediationProperties properties) {
        this.writer = new RbacWriter(client);
        this.properties = properties;
    }

    /**
     * Finishes or undoes what was begun and not ended, before anything is looked at: half of it would be taken for drift.
     *
     * @return whether anything was, so that what is known of the cluster is out of date
     */
    public boolean resume(List<RBACViolation> violations, Journal journal, Surroundings around) {
        List<Candidate> begun = violations.stream()
                .filter(it -> it.getStatus() != null)
                .map(Candidate::unfinished)
                .filter(Candidate::isUnderWay)
                .toList();
        int failed = 0;
        for (Candidate candidate : begun) {
            failed += attempt(candidate, () -> resume(candidate, journal, around));
        }
        return failed < begun.size();
    }

    private void resume(Candidate candidate, Journal journal, Surroundings around) {
        Remediation step = Objects.requireNonNull(candidate.remediation());
        var replacing = replacing(journal, around);
        if (step.step().equals(Remediation.RESTORING)) {
            new Restoring(writer, journal, replacing).resume(candidate.violation(), step);
        } else {
            candidate.source().ifPresent(source -> replacing.resume(candidate, source, step));
        }
    }

    /** Applies, watches and puts back; how many could not be carried on and are taken up by the next cycle. */
    public int tend(List<Candidate> candidates, Journal journal, Surroundings around) {
        var replacing = replacing(journal, around);
        var approvals = new Approvals(writer, replacing, properties, around);
        var watching = new Watching(writer, journal, new Restoring(writer, journal, replacing), properties, around);
        return candidates.stream()
                .filter(it -> it.status() != null)
                .mapToInt(it -> it.isUnderWay()
                        ? 1
                        : attempt(it, () -> {
                            if (it.at(Remediation.APPLIED)) {
                                watching.look(it);
                            } else {
                                approvals.carryOut(it, journal);
                            }
                        }))
                .sum();
    }

    private Replacing replacing(Journal journal, Surroundings around) {
        return new Replacing(writer, journal, around.now(), properties.settle(), properties.watch());
    }

    /** One that cannot be carried on must not keep the others from it: 1 for such a failure, else 0. */
    private static int attempt(Candidate candidate, Runnable step) {
        try {
            step.run();
            return 0;
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "what is applied for RBACViolation {} could not be carried on, and will be: {}",
                    candidate.violation().getMetadata().getName(),
                    e.getMessage());
            return 1;
        }
    }
}
