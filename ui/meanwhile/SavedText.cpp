#include "ui/meanwhile/SavedText.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse {

namespace {

struct SavedText
{
    Q_DECLARE_TR_FUNCTIONS(SavedText)
};

}

QString savedMeanwhileText(const SeenChange &save, const QString &what)
{
    const QString who = save.userId.isEmpty() ? SavedText::tr("Somebody") : save.userId;
    const QDateTime when = save.at.isValid() ? save.at.toLocalTime() : QDateTime::currentDateTime();
    return SavedText::tr("%1 saved %2 at %3. What you typed is kept, and Save merges.")
        .arg(who, what, QLocale().toString(when.time(), QLocale::ShortFormat));
}

}
