package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** For build servers: the XML of JUnit, a test an object, a failure where anything was found. */
final class JunitReport implements Report {

    @Override
    public void print(ScanResult result, Console console) {
        console.tell(result.errors());
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(console.out());
            xml.writeStartDocument("UTF-8", "1.0");
            suite(result, xml);
            xml.writeEndDocument();
            xml.flush();
            console.out().println();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write the report", e);
        }
    }

    private static void suite(ScanResult result, XMLStreamWriter xml) throws XMLStreamException {
        long failures =
                result.objects().stream().filter(it -> !it.findings().isEmpty()).count();
        line(xml, "");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "rbac-guard");
        xml.writeAttribute(
                "tests",
                Integer.toString(result.objects().size() + result.errors().size()));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", Integer.toString(result.errors().size()));
        for (Judged judged : result.objects()) {
            object(judged, xml);
        }
        for (Problem problem : result.errors()) {
            error(problem, xml);
        }
        line(xml, "");
        xml.writeEndElement();
    }

    private static void object(Judged judged, XMLStreamWriter xml) throws XMLStreamException {
        testcase(judged.object().toString(), judged.where().file(), xml);
        if (!judged.findings().isEmpty()) {
            FoundIssue first = judged.findings().getFirst();
            line(xml, "    ");
            xml.writeStartElement("failure");
            xml.writeAttribute("type", printable(first.finding().rule()));
            xml.writeAttribute("message", printable(first.finding().reason()));
            xml.writeCharacters(printable(judged.findings().stream()
                    .map(it -> it.where() + " " + it.finding().sentence())
                    .collect(Collectors.joining("\n"))));
            xml.writeEndElement();
            line(xml, "  ");
        }
        xml.writeEndElement();
    }

    private static void error(Problem problem, XMLStreamWriter xml) throws XMLStreamException {
        testcase(problem.where().toString(), problem.where().file(), xml);
        line(xml, "    ");
        xml.writeEmptyElement("error");
        xml.writeAttribute("message", printable(problem.message()));
        line(xml, "  ");
        xml.writeEndElement();
    }

    private static void testcase(String name, String file, XMLStreamWriter xml) throws XMLStreamException {
        line(xml, "  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", printable(file.isEmpty() ? "live" : file));
        xml.writeAttribute("name", printable(name));
    }

    private static void line(XMLStreamWriter xml, String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }

    /** Names come from strangers, and XML 1.0 has no way to write most control characters. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
