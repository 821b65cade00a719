#include "ui/client/MeanwhileText.h"

#include "domain/ClientField.h"
#include "domain/rules/RuleText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct MeanwhileText
{
    Q_DECLARE_TR_FUNCTIONS(MeanwhileText)
};

constexpr qsizetype mostNamed = 5;

QString changesText(const ClientApplication &before, const ClientApplication &after)
{
    const QList<FieldDifference> all = differences(before, after);
    QStringList changes;
    for (const FieldDifference &one : all.first(std::min(all.size(), mostNamed))) {
        changes
            << MeanwhileText::tr("%1 is now \"%2\"").arg(fieldLabel(one.field), rules::shortened(one.after));
    }
    if (all.size() > mostNamed)
        changes << MeanwhileText::tr("%n more", nullptr, int(all.size() - mostNamed));
    return changes.isEmpty() ? MeanwhileText::tr("nothing that is shown differs") : changes.join("; "_L1);
}

}

QString changedMeanwhileText(const ClientApplication &opened, const std::optional<ClientApplication> &now,
                             bool wasRefused)
{
    const QString kept = wasRefused ? MeanwhileText::tr("Nothing was saved, and what you typed is kept.")
                                    : MeanwhileText::tr("What you typed is kept.");
    if (!now) {
        return MeanwhileText::tr(
                   "Client application \"%1\" was deleted by somebody else since you opened it. "
                   "%2 Duplicate it to save that as a new one.")
            .arg(opened.clientId, kept);
    }
    return MeanwhileText::tr(
               "Client application \"%1\" was changed by somebody else since you opened it: %2. "
               "%3 Revert to see the stored values, then make your change again.")
        .arg(opened.clientId, changesText(opened, *now), kept);
}

}
