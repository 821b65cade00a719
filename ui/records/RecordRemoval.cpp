#include "ui/records/RecordRemoval.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct RemovalText
{
    Q_DECLARE_TR_FUNCTIONS(RecordRemoval)
};

}

Question removalQuestion(const RecordTexts &texts, const Record &record, const QString &goesWith)
{
    const QString what = texts.remove.arg(record.text(0));
    const QString button = QString(what).replace(u'&', u"&&"_s);
    return {.title = RemovalText::tr("Delete"),
            .text = RemovalText::tr("%1?").arg(what),
            .details = goesWith.isEmpty() ? RemovalText::tr("This cannot be undone.")
                                          : RemovalText::tr("%1 This cannot be undone.").arg(goesWith),
            .buttons = {button, texts.keep},
            .destructive = 0};
}

}
