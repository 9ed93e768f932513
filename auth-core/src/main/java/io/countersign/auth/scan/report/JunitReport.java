package io.countersign.auth.scan.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Reports as JUnit's XML: a report that is not clean is a test that failed. */
final class JunitReport {

  private final XMLStreamWriter xml;
  private final Severity threshold;

  private JunitReport(XMLStreamWriter xml, Severity threshold) {
    this.xml = xml;
    this.threshold = threshold;
  }

  static void write(ScanResults results, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      new JunitReport(xml, results.threshold()).suite(results);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("the report cannot be written", e);
    }
    out.write('\n');
  }

  private void suite(ScanResults results) throws XMLStreamException {
    long failures =
        results.reports().stream().filter(it -> !it.atLeast(threshold).isEmpty()).count();
    xml.writeStartDocument();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "countersign scan");
    xml.writeAttribute("tests", String.valueOf(results.reports().size()));
    xml.writeAttribute("failures", String.valueOf(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    for (ScanReport report : results.reports()) {
      xml.writeCharacters("\n  ");
      testCase(report);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void testCase(ScanReport report) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", report.subject().source());
    xml.writeAttribute("name", report.subject().toString());
    List<Finding> failing = report.atLeast(threshold);
    if (!failing.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", failing.get(0).rule().id());
      xml.writeAttribute(
          "message",
          failing.stream().map(it -> it.rule().title()).collect(Collectors.joining("; ")));
      xml.writeCharacters(report.toString());
      xml.writeEndElement();
    } else if (!report.findings().isEmpty() || !report.attempts().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(report.toString());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
