package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audit log shows of one subject. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RBACUsageSpec(
        @Required @JsonPropertyDescription("Whom this is about")
        SubjectName subject,

        @Required @JsonPropertyDescription("The time this speaks of")
        ObservedWindow window,

        @JsonPropertyDescription(
                "How many permissions were used; more than ten names of one resource are counted as one")
        int permissions,

        @JsonPropertyDescription("When any was last used, RFC 3339; a week behind at most") @Nullable
        String lastSeen,

        @JsonPropertyDescription("What was used, as RBAC rules")
        List<UsedAccess> used,

        @JsonPropertyDescription("How many permissions were refused in the last 30 days of the window")
        int deniedPermissions,

        @JsonPropertyDescription("What was refused in the last 30 days of the window")
        List<DeniedAccess> denied,

        @JsonPropertyDescription("Which workload this was seen from, if its tokens told, as of when this was written")
        @Nullable
        SeenFrom seenFrom,

        @JsonPropertyDescription(
                "How much it asked for by day, of days with requests the newest 90, the oldest first; whole up to the day before this was written")
        List<UsedDay> byDay,

        @JsonPropertyDescription("Whether something had no room")
        boolean truncated,

        @JsonPropertyDescription("How much had no room, if anything") @Nullable
        Omitted omitted) {

    public RBACUsageSpec {
        used = Lists.orEmpty(used);
        denied = Lists.orEmpty(denied);
        byDay = Lists.orEmpty(byDay);
    }

    /** The same without what was counted by day. */
    public RBACUsageSpec withoutDays() {
        return new RBACUsageSpec(
                subject,
                window,
                permissions,
                lastSeen,
                used,
                deniedPermissions,
                denied,
                seenFrom,
                List.of(),
                truncated,
                omitted);
    }

    /** A user or a service account. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SubjectName(
            @Required @JsonPropertyDescription("User or ServiceAccount")
            String kind,

            @Nullable String namespace,

            @Required String name) {}

    /** From when to when. */
    public record ObservedWindow(
            @Required @JsonPropertyDescription("RFC 3339") String from,

            @Required @JsonPropertyDescription("Time of the last audit event when this was written, RFC 3339")
            String to,

            @JsonPropertyDescription("Whether every audit event between was read")
            boolean gapless) {}

    /** Rules that were used in each of some namespaces. */
    public record UsedAccess(
            @JsonPropertyDescription("Where; an empty name is for what is not asked in a namespace")
            List<String> namespaces,

            List<UsedRule> rules) {

        public UsedAccess {
            namespaces = Lists.orEmpty(namespaces);
            rules = Lists.orEmpty(rules);
        }
    }

    /** One rule, with when and how often it was used. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record UsedRule(
            List<String> apiGroups,
            List<String> resources,
            List<String> resourceNames,
            List<String> nonResourceURLs,
            List<String> verbs,
            @Required String firstSeen,
            @Required String lastSeen,
            long count) {

        public UsedRule {
            apiGroups = Lists.orEmpty(apiGroups);
            resources = Lists.orEmpty(resources);
            resourceNames = Lists.orEmpty(resourceNames);
            nonResourceURLs = Lists.orEmpty(nonResourceURLs);
            verbs = Lists.orEmpty(verbs);
        }
    }

    /** One permission that was refused, on a resource or on a non-resource URL. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record DeniedAccess(
            @Nullable String verb,
            @Nullable String apiGroup,
            @Nullable String resource,
            @Nullable String name,
            @Nullable String namespace,
            @Nullable String nonResourceURL,
            @Required String firstSeen,
            @Required String lastSeen,
            long count) {}

    /** Pods in the subject's namespace and their nodes, the latest first. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SeenFrom(
            List<String> pods,

            @JsonPropertyDescription("How many more of the latest 64 pods there are")
            int otherPods,

            List<String> nodes,

            @JsonPropertyDescription("How many more of the latest 64 nodes there are")
            int otherNodes) {

        public SeenFrom {
            pods = Lists.orEmpty(pods);
            nodes = Lists.orEmpty(nodes);
        }
    }

    /** One day; a request that lasts past midnight counts on the day it began and on the day it ended. */
    public record UsedDay(
            @Required @JsonPropertyDescription("In UTC, such as 2026-11-22")
            String day,

            @JsonPropertyDescription("How many requests there were")
            long requests,

            @JsonPropertyDescription("How many of them were refused")
            long denied) {}

    /** What had no room here. */
    public record Omitted(int permissions, int denied) {}
}
