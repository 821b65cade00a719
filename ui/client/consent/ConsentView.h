#pragma once

#include <QTextEdit>

namespace gatehouse {

class ConsentDocument;

/// A consent page as an end user sees it: read-only, as high as its content, without links that open and
/// without fetching anything.
class ConsentView : public QTextEdit
{
    Q_OBJECT

public:
    explicit ConsentView(QWidget *parent = nullptr);

    /// Shows the page `width` pixels wide.
    void showPage(const QString &html, int width);
    QString html() const { return m_html; }

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ConsentDocument *m_document;
    QString m_html;
    int m_width = 0;
};

}
