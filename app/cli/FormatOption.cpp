#include "app/cli/FormatOption.h"

#include "domain/formats/ClientFormat.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct FormatOptionText
{
    Q_DECLARE_TR_FUNCTIONS(FormatOption)
};

}

QString formatsText()
{
    QStringList formats;
    for (const auto &format : clientFormats())
        formats << FormatOptionText::tr("%1: %2").arg(format->name(), format->title());
    return formats.join(u"; "_s);
}

std::string checkFormat(const std::string &name)
{
    const auto format = formatByName(QString::fromStdString(name));
    return format ? std::string() : format.error().text.toStdString();
}

}
