#pragma once

#include <QTextDocument>

namespace gatehouse {

/// A consent page as a document that fetches nothing: pictures come from `data:` addresses alone, a grey
/// square stands for others.
class ConsentDocument : public QTextDocument
{
    Q_OBJECT

public:
    explicit ConsentDocument(QObject *parent = nullptr);

    /// The colour of the whole page, and a palette of colours to be read on it.
    QColor pageColor() const;
    QPalette pagePalette() const;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

}
