import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Validates PDFs as long as it is asked to: a line "FLAVOUR,…[tab]FILE[tab]…" has for its answer a line a file
 * and flavour, one a broken rule, and "done".
 */
public final class VeraPdf {
    private static final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split("\t");
            for (int index = 1; index < question.length; index++) {
                for (String flavour : question[0].split(",")) {
                    validate(index - 1, question[index], flavour);
                }
            }
            out.println("done");
        }
    }

    private static void validate(int index, String file, String name) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            say("checked", index, name, result.isCompliant() ? "compliant" : "not compliant");
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    say("broken", index, name, assertion.getRuleId().getClause() + "-"
                            + assertion.getRuleId().getTestNumber() + " " + assertion.getMessage());
                }
            }
        } catch (Exception problem) {
            say("broken", index, name, "unreadable: " + problem);
        }
    }

    private static void say(String what, int file, String flavour, String words) {
        out.println(what + "\t" + file + "\t" + flavour + "\t" + words.replaceAll("\\s+", " "));
    }
}
