#include "ui/languages/LanguagesPage.h"

#include "domain/LanguageTag.h"
#include "store/edit/LanguageEdits.h"
#include "ui/records/RecordMerging.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// As in the table of fields.
enum Column : qsizetype { Tag, NativeName, RightToLeft, IsDefault };

Result<QString> goesWith(Database &database, const Record &record)
{
    return store::countTextsIn(database, fromRecord<Language>(record)).transform([](int texts) {
        return texts == 0 ? LanguagesPage::tr("No text is written in it.")
                          : LanguagesPage::tr("%n text(s) of client applications and custom resources that "
                                              "are written in it go with it.",
                                              nullptr, texts);
    });
}

QList<RecordField> fields()
{
    return fieldsShowing<Language>(
        {{.column = u"tag"_s,
          .label = LanguagesPage::tr("Language ta&g"),
          .help = LanguagesPage::tr("As in RFC 5646: nl, pt-BR, zh-Hant."),
          .check = rules::checkLanguageTag,
          .listLabel = LanguagesPage::tr("Tag")},
         {.column = u"native_name"_s,
          .label = LanguagesPage::tr("&Native name"),
          .help = LanguagesPage::tr("What its speakers call it."),
          .listLabel = LanguagesPage::tr("Name")},
         {.column = u"right_to_left"_s,
          .label = LanguagesPage::tr("&Right to left"),
          .help = LanguagesPage::tr("For Arabic, Hebrew, Persian and others that are written so."),
          .listLabel = LanguagesPage::tr("Direction"),
          .listedOn = LanguagesPage::tr("Right to left"),
          .listedOff = LanguagesPage::tr("Left to right")},
         {.column = u"is_default"_s,
          .label = LanguagesPage::tr("&Default"),
          .help = LanguagesPage::tr("Stands in where a text is missing. One language is the default.")}});
}

RecordTexts texts()
{
    return {.list = LanguagesPage::tr("Languages"),
            .search = LanguagesPage::tr("Search languages"),
            .empty = LanguagesPage::tr("No languages yet. Add one: end users read consent texts in it."),
            .choose = LanguagesPage::tr("Choose a language in the list, or add one."),
            .noMatch = LanguagesPage::tr("No language has \"%1\" in a field. Search for something else."),
            .titled = LanguagesPage::tr("language \"%1\""),
            .fresh = LanguagesPage::tr("the new language"),
            .remove = LanguagesPage::tr("Delete language \"%1\""),
            .keep = LanguagesPage::tr("Keep language"),
            .gone = LanguagesPage::tr("Language \"%1\" was deleted by somebody else.")};
}

}

LanguagesPage::LanguagesPage(DatabaseThread &database, QWidget *parent)
    : RecordPage({.fields = fields(),
                  .texts = texts(),
                  .blank = toRecord(Language()),
                  .load = loadRecords<Language, store::loadLanguages>,
                  .save = saveRecord<Language, edit::save>,
                  .remove = removeRecord<Language, edit::remove>,
                  .merging = recordMerging<Language>,
                  .goesWith = goesWith,
                  .saveChangesOthers = true,
                  .offersDuplicate = false},
                 database, parent)
{
}

/// What the person entered themselves, or what is stored, is not replaced.
void LanguagesPage::fieldLeft(qsizetype field)
{
    const Record &typed = draft().typed();
    if (field != Tag || !draft().isOpen() || !canonicalLanguageTag(typed.text(Tag)))
        return;
    const auto mayPropose = [&](qsizetype other) { return draft().isNew() && !draft().isTouched(other); };
    const QString name = usualNativeName(typed.text(Tag));
    QMap<qsizetype, QVariant> proposed;
    if (!name.isEmpty() && (typed.text(NativeName).isEmpty() || mayPropose(NativeName)))
        proposed[NativeName] = name;
    if (mayPropose(RightToLeft))
        proposed[RightToLeft] = usuallyRightToLeft(typed.text(Tag));
    draft().propose(proposed);
}

}
