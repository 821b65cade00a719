#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace gatehouse {

/// Colours the names, texts and other values of JSON that stands one value in a line, as our exports do. Not
/// KSyntaxHighlighting, which brings Qt Network into the start of the window.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    JsonHighlighter(QTextDocument *document, const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    QColor m_name;
    QColor m_text;
    QColor m_value;
};

}
