#include "services/signin/PasswordText.h"

#include <QCoreApplication>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct PreparedText
{
    Q_DECLARE_TR_FUNCTIONS(PasswordText)
};

}

Result<SecretBytes> preparedPassword(const SecretBytes &typed)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(viewOf(typed));
    const bool isText = !decoder.hasError() && !text.contains(QChar::Null);
    if (!isText) {
        wipe(text);
        return fail(Error::Kind::Rule,
                    PreparedText::tr("The password is no text: it holds a NUL, or bytes that are not UTF-8. "
                                     "Check where it comes from, and the encoding of the terminal."),
                    u"password"_s);
    }
    QString normal = text.normalized(QString::NormalizationForm_C);
    normal.detach(); // wiping one would wipe both
    wipe(text);
    for (QChar &one : normal) {
        if (one.category() == QChar::Separator_Space)
            one = u' ';
    }
    return takeSecret(std::move(normal));
}

}
