#pragma once

#include <QList>
#include <QPlainTextEdit>

namespace gatehouse {

/// Marks the characters that cannot be seen and that the script of the text does not need, where they stand,
/// and names them in a tool tip. The text itself stays as it is.
class MarkedTextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MarkedTextEdit(QWidget *parent = nullptr);

    /// Not toPlainText(): that makes plain spaces of those that keep words together, as French sets before a
    /// colon.
    QString text() const;
    /// For a field in a form, where the key Tab goes on to the next and undo belongs to the page.
    void setLinesShown(int lines);

    struct Mark
    {
        QRect place; ///< in the viewport
        QString name;
    };
    QList<Mark> marks() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Found
    {
        int position = 0; ///< in the document
        char32_t character = 0;
    };
    void look();

    QList<Found> m_found;
};

}
