#include "ui/merge/MeanwhileText.h"

#include "domain/merge/ClientPlaces.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct MeanwhileText
{
    Q_DECLARE_TR_FUNCTIONS(MeanwhileText)
};

QString changesText(const QList<MergeLine> &lines)
{
    const QString changes = takenText(lines);
    return changes.isEmpty() ? MeanwhileText::tr("nothing that is shown differs") : changes;
}

}

QString changedMeanwhileText(const QString &what, const QList<MergeLine> &lines)
{
    return MeanwhileText::tr("Somebody else changed %1 since you opened it: %2. What you typed is kept. Save "
                             "puts both together, Revert shows the stored values.")
        .arg(what, changesText(lines));
}

QList<MergeLine> changesOf(const ClientApplication &opened, const ClientApplication &now)
{
    const FieldValues before = valuesOf(opened);
    return clientLines(mergeOf(before, before, valuesOf(now)));
}

QString savedWithTheirsText(const QString &taken)
{
    return MeanwhileText::tr("Saved together with what somebody else had saved meanwhile: %1.").arg(taken);
}

QString removalOfChangedText(const QString &what, const QList<MergeLine> &lines)
{
    return MeanwhileText::tr("Somebody else changed %1 since you read it: %2.").arg(what, changesText(lines));
}

}
