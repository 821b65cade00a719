#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace gatehouse {

/// The certificate of an authority that the system does not know: chosen from a PEM file, or none.
class AuthorityField : public QWidget
{
    Q_OBJECT

public:
    explicit AuthorityField(QWidget *parent = nullptr);

    void display(const QByteArray &pem);

Q_SIGNALS:
    void chosen(const QByteArray &pem); ///< empty: none
    void notRead(const QString &why);

private:
    void browse();
    void read(const QString &path);
    void remove();

    QLabel *m_text;
    QPushButton *m_choose;
    QPushButton *m_remove;
};

}
