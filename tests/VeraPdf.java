import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Validates PDFs: VeraPdf FLAVOUR,… FILE…; prints a line a file and flavour, and one a broken rule. */
public final class VeraPdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int index = 1; index < arguments.length; index++) {
            for (String name : arguments[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.fromString(name);
                try (PDFAParser parser =
                                Foundries.defaultInstance().createParser(new File(arguments[index]), flavour);
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
        }
    }

    private static void say(String what, int file, String flavour, String words) {
        System.out.println(what + "\t" + (file - 1) + "\t" + flavour + "\t" + words.replaceAll("\\s+", " "));
    }
}
