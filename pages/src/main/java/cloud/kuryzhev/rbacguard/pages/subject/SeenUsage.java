package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A subject's RBACUsage object, read as the viewer. */
@Component
public final class SeenUsage {

    private final String releaseNamespace;

    /** @param releaseNamespace where users' objects lie */
    SeenUsage(@Value("${rbac-guard.namespace}") String releaseNamespace) {
        this.releaseNamespace = releaseNamespace;
    }

    /**
     * What came of it.
     *
     * @param days on which it asked for anything, the oldest first
     * @param missing why there is no summary, and what would help; {@code ""} if there is one
     */
    public record Reading(Optional<UsageSummary> summary, List<DayOfUse> days, String missing) {
        public Reading {
            days = List.copyOf(days);
        }
    }

    /**
     * What {@code subject} was seen to do.
     *
     * @throws KubernetesClientException if the API server does not answer, or does not know the viewer any more
     */
    public Reading of(Subject subject, Viewer viewer) {
        Place place = UsageResources.place(subject, releaseNamespace);
        if (place.namespace().isEmpty()) {
            return missing("a service account without a namespace is nobody");
        }
        try {
            RBACUsage object = viewer.client()
                    .resources(RBACUsage.class)
                    .inNamespace(place.namespace())
                    .withName(place.name())
                    .get();
            // names are derived, so an object that speaks of somebody else is no mistake but a forgery
            return Optional.ofNullable(object)
                    .flatMap(it -> reading(it, subject))
                    .orElseGet(() -> missing("nothing was seen of it yet: there is no RBACUsage " + place.namespace()
                            + "/" + place.name()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return missing("you may not get rbacusages.audit.kuryzhev.cloud in namespace " + place.namespace()
                        + ": ask for that to see what it was seen to do");
            }
            throw e;
        }
    }

    private static Optional<Reading> reading(RBACUsage object, Subject subject) {
        return UsageResources.toModel(object)
                .filter(it -> it.subject().equals(subject))
                .map(it -> new Reading(Optional.of(it), UsageResources.days(object), ""));
    }

    private static Reading missing(String why) {
        return new Reading(Optional.empty(), List.of(), why);
    }
}
