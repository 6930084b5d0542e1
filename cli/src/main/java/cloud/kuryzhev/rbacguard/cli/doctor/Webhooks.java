package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The webhook configurations: all there, and no part of them changed that decides whether the guard is asked or whom it can hold up. */
final class Webhooks implements Check {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String why() {
        return "they say what the API server asks about, and who never waits for the guard: the control plane and nodes";
    }

    @Override
    public List<Seen> look(Site site) {
        return ShippedWebhook.ALL.stream()
                .flatMap(it -> look(it, site).stream())
                .distinct()
                .toList();
    }

    private static List<Seen> look(ShippedWebhook shipped, Site site) {
        return switch (site.api().get(shipped.path())) {
            case Answer.Absent _ ->
                List.of(Seen.fail(
                        shipped.configuration() + " is not there: what it is for is not done", site.upgrade()));
            case Answer.Refused refused -> List.of(Seen.unknown(shipped.configuration(), refused));
            case Answer.Found found ->
                Site.each(found.json().path("webhooks")).stream()
                        .filter(it -> it.path("name").asText().equals(shipped.name()))
                        .findFirst()
                        .map(it -> compare(shipped, it, site.upgrade()))
                        .orElseGet(() -> shipped.optional()
                                ? List.of(Seen.ok(shipped.name() + " is switched off"))
                                : List.of(Seen.fail(
                                        shipped.configuration() + " has no webhook " + shipped.name(),
                                        site.upgrade())));
        };
    }

    private static List<Seen> compare(ShippedWebhook shipped, JsonNode webhook, String fix) {
        List<Seen> differences = Stream.of(
                        failurePolicy(shipped, webhook, fix),
                        notAskedAbout(shipped, webhook, fix),
                        conditions(shipped, webhook, fix),
                        systemWriters(shipped, webhook, fix),
                        timeout(shipped, webhook, fix))
                .flatMap(Optional::stream)
                .toList();
        return differences.isEmpty() ? List.of(Seen.ok(shipped.name() + " as shipped")) : differences;
    }

    private static Optional<Seen> failurePolicy(ShippedWebhook shipped, JsonNode webhook, String fix) {
        boolean fails = webhook.path("failurePolicy").asText().equals("Fail");
        if (fails == shipped.fails()) {
            return Optional.empty();
        }
        return Optional.of(
                fails
                        ? Seen.fail(
                                shipped.name()
                                        + " has failurePolicy Fail: what it judges waits while the guard is down, and must not",
                                fix)
                        : Seen.warn(
                                shipped.name() + " has failurePolicy Ignore: anything passes while the guard is down",
                                fix));
    }

    private static Optional<Seen> notAskedAbout(ShippedWebhook shipped, JsonNode webhook, String fix) {
        var lacking = new TreeSet<>(shipped.resources());
        lacking.removeIf(resource -> shipped.operations().stream()
                .allMatch(
                        operation -> Site.each(webhook.path("rules")).stream().anyMatch(covers(resource, operation))));
        boolean selects = Stream.of("objectSelector", "namespaceSelector")
                .anyMatch(it -> shipped.fails() && !webhook.path(it).isEmpty());
        if (selects) {
            return Optional.of(
                    Seen.fail(shipped.name() + " has a selector that leaves objects or namespaces out", fix));
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(Seen.fail(
                        shipped.name() + " is not asked about every "
                                + String.join(
                                        ", ",
                                        shipped.operations().stream().sorted().toList()) + " of "
                                + String.join(", ", lacking),
                        fix));
    }

    private static Predicate<JsonNode> covers(String resource, String operation) {
        return rule -> {
            var resources = new HashSet<>(Site.texts(rule.path("resources")));
            var operations = new HashSet<>(Site.texts(rule.path("operations")));
            return (resources.contains(resource) || resources.contains("*"))
                    && (operations.contains(operation) || operations.contains("*"));
        };
    }

    private static Optional<Seen> conditions(ShippedWebhook shipped, JsonNode webhook, String fix) {
        Set<String> there = Site.each(webhook.path("matchConditions")).stream()
                .map(it -> it.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        var lacking = new TreeSet<>(shipped.conditions());
        lacking.removeAll(there);
        there.removeAll(shipped.conditions());
        there.removeAll(shipped.further());
        if (!lacking.isEmpty()) {
            return Optional.of(Seen.fail(shipped.name() + " lacks match condition " + String.join(", ", lacking), fix));
        }
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(Seen.warn(
                        shipped.name() + " asks less: it has match condition " + String.join(", ", there), fix));
    }

    private static Optional<Seen> systemWriters(ShippedWebhook shipped, JsonNode webhook, String fix) {
        return Site.each(webhook.path("matchConditions")).stream()
                .filter(it -> it.path("name").asText().equals(ShippedWebhook.SYSTEM_WRITERS))
                .map(it -> it.path("expression").asText())
                .map(Webhooks::quoted)
                .filter(it -> !it.equals(Set.copyOf(SystemWriters.USERNAMES)))
                .map(it -> Seen.fail(shipped.name() + " exempts others than the control plane's writers: " + it, fix))
                .findFirst();
    }

    private static Set<String> quoted(String expression) {
        var found = new ArrayList<String>();
        var matcher = QUOTED.matcher(expression);
        while (matcher.find()) {
            found.add(Objects.requireNonNull(matcher.group(1)));
        }
        return new TreeSet<>(found);
    }

    private static Optional<Seen> timeout(ShippedWebhook shipped, JsonNode webhook, String fix) {
        int seconds = webhook.path("timeoutSeconds").asInt();
        return seconds == ShippedWebhook.TIMEOUT
                ? Optional.empty()
                : Optional.of(Seen.warn(
                        shipped.name() + " may take " + seconds + " s, shipped are " + ShippedWebhook.TIMEOUT, fix));
    }
}
