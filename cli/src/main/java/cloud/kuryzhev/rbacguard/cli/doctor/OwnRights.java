package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether both service accounts may do what the services do, asked by SubjectAccessReviews. */
final class OwnRights implements Check {

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    @Override
    public String name() {
        return "own permissions";
    }

    @Override
    public String why() {
        return "a service that may not read what is granted judges by what it knew last, or never becomes ready";
    }

    @Override
    public List<Seen> look(Site site) {
        var seen = new ArrayList<Seen>();
        List<Right> all = Right.all(
                site.namespace(), Arguments.of(site).list().contains("--rbac-guard.certificates.enabled=true"));
        for (Right right : all) {
            switch (site.api().create(REVIEWS, review(right, site.namespace()))) {
                case Answer.Refused refused -> {
                    return List.of(Seen.unknown("SubjectAccessReviews", refused));
                }
                case Answer.Absent _ -> {
                    return List.of(new Seen(Verdict.UNKNOWN, "the API server knows no SubjectAccessReviews", ""));
                }
                case Answer.Found found -> {
                    if (!found.json().path("status").path("allowed").asBoolean()) {
                        seen.add(missing(right, site));
                    }
                }
            }
        }
        return seen.isEmpty() ? List.of(Seen.ok("all " + all.size() + " that both services need")) : seen;
    }

    private static Seen missing(Right right, Site site) {
        return right.spared()
                ? Seen.warn("may not, and can do without: " + right, site.upgrade())
                : Seen.fail("may not: " + right, site.upgrade());
    }

    private static String review(Right right, String namespace) {
        String[] resource = right.resource().split("/", 2);
        return Json.text(Map.of(
                "apiVersion",
                "authorization.k8s.io/v1",
                "kind",
                "SubjectAccessReview",
                "spec",
                Map.of(
                        "user",
                        "system:serviceaccount:" + namespace + ":" + right.account(),
                        "groups",
                        List.of(
                                "system:serviceaccounts",
                                "system:serviceaccounts:" + namespace,
                                "system:authenticated"),
                        "resourceAttributes",
                        Map.of(
                                "verb", right.verb(),
                                "group", right.group(),
                                "resource", resource[0],
                                "subresource", resource.length == 2 ? resource[1] : "",
                                "namespace", right.namespace(),
                                "name", right.name()))));
    }
}
