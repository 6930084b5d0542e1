package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.manifest.Location;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** For code scanning: SARIF 2.1.0 (OASIS), with the place of each finding where a file holds it. */
final class SarifReport implements Report {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    @Override
    public void print(ScanResult result, Console console) {
        console.tell(result.errors());
        var log = fields();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run(result)));
        console.out().println(Json.text(log));
    }

    private static Map<String, Object> run(ScanResult result) {
        var driver = fields();
        driver.put("name", "rbac-guard");
        driver.put("rules", rules(result));
        var run = fields();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "unicodeCodePoints");
        run.put("invocations", List.of(invocation(result.errors())));
        run.put("results", result.findings().stream().map(SarifReport::result).toList());
        return run;
    }

    /** Those of the findings, in the catalogue's order. */
    private static List<Map<String, Object>> rules(ScanResult result) {
        Set<String> found = result.findings().stream()
                .map(it -> FoundIssue.id(it.finding()))
                .collect(Collectors.toSet());
        return Rule.CATALOGUE.stream()
                .map(Rule::spec)
                .filter(spec -> found.contains(spec.id()))
                .map(SarifReport::rule)
                .toList();
    }

    private static Map<String, Object> rule(RuleSpec spec) {
        var rule = fields();
        rule.put("id", spec.id());
        rule.put("shortDescription", text(spec.id().replace('_', ' ')));
        rule.put("fullDescription", text(spec.why()));
        rule.put("help", text("Instead: " + spec.fix()));
        rule.put("defaultConfiguration", Map.of("level", level(spec.severity())));
        rule.put("properties", Map.of("security-severity", score(spec.severity())));
        return rule;
    }

    private static Map<String, Object> invocation(List<Problem> errors) {
        var invocation = fields();
        invocation.put("executionSuccessful", errors.isEmpty());
        invocation.put(
                "toolExecutionNotifications",
                errors.stream().map(SarifReport::notification).toList());
        return invocation;
    }

    private static Map<String, Object> notification(Problem problem) {
        var notification = fields();
        notification.put("level", "error");
        notification.put("message", text(problem.message()));
        notification.put("locations", List.of(Map.of("physicalLocation", physical(problem.where()))));
        return notification;
    }

    private static Map<String, Object> result(FoundIssue issue) {
        var result = fields();
        result.put("ruleId", FoundIssue.id(issue.finding()));
        result.put("level", level(issue.finding().severity()));
        result.put(
                "message",
                text(issue.object() + ": " + issue.finding().reason() + ". Instead: "
                        + issue.finding().fix() + "."));
        result.put("locations", List.of(location(issue)));
        result.put(
                "properties", Map.of("security-severity", score(issue.finding().severity())));
        return result;
    }

    private static Map<String, Object> location(FoundIssue issue) {
        var location = fields();
        if (!issue.where().equals(Location.NONE)) {
            location.put("physicalLocation", physical(issue.where()));
        }
        var logical = fields();
        logical.put("fullyQualifiedName", issue.object() + " " + issue.finding().field());
        logical.put("kind", "member");
        location.put("logicalLocations", List.of(logical));
        return location;
    }

    private static Map<String, Object> physical(Location where) {
        var physical = fields();
        physical.put("artifactLocation", Map.of("uri", uri(where.file())));
        if (where.line() > 0) {
            var region = fields();
            region.put("startLine", where.line());
            region.put("startColumn", where.column());
            physical.put("region", region);
        }
        return physical;
    }

    private static String uri(String file) {
        try {
            String path = Path.of(file).normalize().toString().replace('\\', '/');
            return new URI(null, null, path, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path of a file: " + file, e);
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    /** On the scale of CVSS, by which code scanning sorts. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
        };
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static Map<String, Object> fields() {
        return new LinkedHashMap<>();
    }
}
