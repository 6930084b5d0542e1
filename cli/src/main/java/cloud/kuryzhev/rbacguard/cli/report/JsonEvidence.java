package cloud.kuryzhev.rbacguard.cli.report;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.cli.scan.FoundIssue;
import cloud.kuryzhev.rbacguard.policy.Exemption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** For archives and programs; the names and their order are an interface. */
final class JsonEvidence {

    private record Shape(
            String at,
            String scope,
            String policy,
            String mode,
            int objects,
            List<Item> controls,
            List<Excused> exemptions,
            List<Decided> decisions,
            List<String> notRead) {}

    private record Item(
            String framework,
            String control,
            String asks,
            String result,
            Set<String> rules,
            Set<String> rulesOff,
            List<Found> findings,
            String note) {

        static Item of(Assessment it) {
            Control control = it.control();
            return new Item(
                    control.framework().title(),
                    control.id(),
                    control.asks(),
                    it.result().toString(),
                    new TreeSet<>(control.rules()),
                    it.off(),
                    it.findings().stream().map(Found::of).toList(),
                    control.note());
        }
    }

    private record Found(String severity, String rule, String object, String field, String reason) {
        static Found of(FoundIssue it) {
            return new Found(
                    it.finding().severity().toString(),
                    it.finding().rule(),
                    it.object().toString(),
                    it.finding().field(),
                    it.finding().reason());
        }
    }

    private record Excused(Set<String> rules, String until, String owner, String reason) {
        static Excused of(Exemption it) {
            return new Excused(it.rules(), it.until().toString(), it.owner(), it.reason());
        }
    }

    private JsonEvidence() {}

    static String text(Evidence evidence) {
        return Json.text(new Shape(
                evidence.at().toString(),
                evidence.scope(),
                evidence.policy().hash(),
                evidence.policy().mode().toString(),
                evidence.scan().objects().size(),
                evidence.assessments().stream().map(Item::of).toList(),
                evidence.exemptions().stream().map(Excused::of).toList(),
                evidence.decisions(),
                evidence.scan().errors().stream().map(Problem::toString).toList()));
    }
}
